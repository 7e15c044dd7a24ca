import { readlink } from 'node:fs/promises';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { promote } from '../../src/app/promote.ts';
import { ship, type Shipped, type ShipRequest } from '../../src/app/ship.ts';
import type { Promotion } from '../../src/domain/manifest/promotion.ts';
import type { Result } from '../../src/domain/result.ts';
import { good, type Candidate, type ShipRig } from './ship-rig.ts';

/** What the tests of shipping do over and over, on the rig of the moment. */
export function shipVerbs(rigNow: () => ShipRig) {
  const run = (request: Partial<ShipRequest> = {}): Promise<Result<Shipped>> =>
    ship(rigNow().world, { age: null, allowPlaceholders: false, rollback: null, ...request });

  const promoteAs = async ({ path }: Candidate, assetId: string): Promise<Promotion> =>
    good(await promote(rigNow().world, { candidate: { by: 'path', path }, assetId })).promotion;

  const raiderOf = async (age = 'viking') =>
    (await rigNow().readAge(age)).entries.find(({ asset_id: id }) => id === 'units/raider');

  const snapshot = async (): Promise<Record<string, string>> => {
    const files: Record<string, string> = {};
    for (const folder of ['dist', 'content']) {
      for (const path of good(await rigNow().world.folders.tree(folder))) {
        const bytes = path.endsWith('current')
          ? await readlink(rigNow().path(`${folder}/${path}`))
          : sha256(good(await rigNow().world.files.read(`${folder}/${path}`)) ?? '');
        files[`${folder}/${path}`] = bytes;
      }
    }
    return files;
  };

  return { run, promoteAs, raiderOf, snapshot };
}
