import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { promote } from '../../src/app/promote.ts';
import { ship } from '../../src/app/ship.ts';
import { verifyShipping } from '../../src/app/verify-shipping.ts';
import { sideRecordPath } from '../../src/domain/candidate/paths.ts';
import {
  makePromotion,
  promotionPath,
  promotionText,
  type Promotion,
} from '../../src/domain/manifest/promotion.ts';
import { directionSheet, encodePng, entry, good, ShipRig, type Candidate } from './ship-rig.ts';

let rig: ShipRig;
let candidate: Candidate;
let promotion: Promotion;
const manifest = 'content/ages/viking/v1/manifest.json';

beforeEach(async () => {
  rig = await ShipRig.make();
  await rig.writeAge('viking', [entry('units/raider'), entry('units/archer')]);
  candidate = await rig.approved(directionSheet(200));
  promotion = await promoteAs(candidate);
  await run();
});
afterEach(() => rig.remove());

const promoteAs = async ({ path }: Candidate, assetId = 'units/raider'): Promise<Promotion> =>
  good(await promote(rig.world, { candidate: { by: 'path', path }, assetId })).promotion;
const run = async (rollback: number | null = null): Promise<void> => {
  good(await ship(rig.world, { age: null, allowPlaceholders: false, rollback }));
};
const verify = async (quick = false) => good(await verifyShipping(rig.world, { quick }));
const found = async (): Promise<readonly string[]> =>
  (await verify()).findings.map(({ kind, path }) => `${kind} ${path}`);

describe('verification of what ships', () => {
  it('finds nothing in a sound project', async () => {
    expect(await verify()).toEqual({ findings: [], checked: 5, absent: 1 });
  });

  it('counts what a clone does not have, and finds no fault in it', async () => {
    for (const path of ['art_pool/candidates', 'dist']) await rm(rig.path(path), { recursive: true });
    expect(await verify()).toEqual({ findings: [], checked: 3, absent: 3 });
  });

  it('accepts a manifest that lags behind a promotion or was rolled back', async () => {
    await promoteAs(await rig.approved(directionSheet(90), { child: 1 }));
    expect(await found()).toEqual([]);
    await run();
    await run(1);
    expect(await found()).toEqual([]);
  });

  it('accepts a withdrawn promotion as history once it no longer ships', async () => {
    rig.decide(candidate, 'withdrawn');
    expect(await found()).toEqual([`UNSIGNED ${manifest}`]);
    await run();
    expect(await found()).toEqual([]);
  });

  const damages: readonly (readonly [string, () => Promise<void>, () => readonly string[]])[] = [
    [
      'a frozen picture that changed',
      () => rig.write(promotion.path, encodePng(directionSheet(201).picture)),
      () => [`MODIFIED ${promotion.path}`],
    ],
    [
      'a frozen picture that is gone',
      () => rm(rig.path(promotion.path)),
      () => [`MISSING ${promotion.path}`],
    ],
    [
      'a frozen side record that was edited',
      () => rig.write(sideRecordPath(promotion.path), '{}'),
      () => [`MODIFIED ${sideRecordPath(promotion.path)}`],
    ],
    [
      'a frozen file that nothing promoted',
      () => rig.write('art_pool/approved/viking.character.raider.v1/0/x.png', 'x'),
      () => ['UNEXPECTED art_pool/approved/viking.character.raider.v1/0/x.png'],
    ],
    [
      'a promotion record that was edited',
      () => rig.write(promotionPath(promotion.id), promotionText({ ...promotion, frame: '009' })),
      () => [`MODIFIED ${manifest}`, `KEY-MISMATCH ${promotionPath(promotion.id)}`],
    ],
    [
      'a file among the promotions that is none',
      () => rig.write('content/promotions/notes.txt', 'x'),
      () => ['UNEXPECTED content/promotions/notes.txt'],
    ],
    [
      'an entry that was edited',
      async () => rig.write(manifest, (await rig.read(manifest)).replace('"standalone"', '"layered"')),
      () => [`MODIFIED ${manifest}`],
    ],
    [
      'a pack file that changed',
      () => rig.write('dist/1/viking/atlas-0.json', '{}'),
      () => ['MODIFIED dist/1/viking/atlas-0.json'],
    ],
    ['a pack file too many', () => rig.write('dist/1/x.txt', ''), () => ['UNEXPECTED dist/1/x.txt']],
    ['a pack without its seal', () => rm(rig.path('dist/1/SEAL.json')), () => ['MISSING dist/1/SEAL.json']],
    ['a candidate that changed', () => rig.write(candidate.path, 'x'), () => [`MODIFIED ${candidate.path}`]],
    [
      "a candidate's side record that was edited",
      async () =>
        rig.write(
          sideRecordPath(candidate.path),
          (await rig.read(sideRecordPath(candidate.path))).replace('"idle/s"', '"idle/q"'),
        ),
      () => [`MODIFIED ${sideRecordPath(candidate.path)}`],
    ],
    [
      'a side record whose picture is gone',
      () => rm(rig.path(candidate.path)),
      () => [`MISSING ${candidate.path}`],
    ],
  ];
  it.each(damages)('finds %s', async (_, damage, expected) => {
    await damage();
    expect(await found()).toEqual(expected());
  });

  it('finds a promotion that no decision stands behind, and a broken chain', async () => {
    const { id: _, ...payload } = promotion;
    const forged = makePromotion(
      { ...payload, recipe_digest: sha256('another recipe'), supersedes: [sha256('gone')] },
      sha256,
    );
    await rig.write(promotionPath(forged.id), promotionText(forged));
    const findings = await found();
    expect(findings).toContain(`UNSIGNED ${promotionPath(forged.id)}`);
    expect(findings).toContain(`MISSING ${promotionPath(sha256('gone'))}`);
  });

  it('finds a record of another project', async () => {
    const { id: _, ...payload } = promotion;
    const foreign = makePromotion(
      { ...payload, project_id: `prj_${'b'.repeat(20)}` as Promotion['project_id'] },
      sha256,
    );
    await rig.write(promotionPath(foreign.id), promotionText(foreign));
    expect(await found()).toEqual([`KEY-MISMATCH ${promotionPath(foreign.id)}`]);
  });
});
