/** Where a server's data may lie: not where somebody else could change it. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkHome, clusterPlace, type Place } from '../../src/adapters/postgres/cluster/place.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'artkiln-home-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The place of a project, with another home. */
function placeAt(home: string, isRoot: boolean): Place {
  const place = clusterPlace(folder);
  if (!place.ok) throw new Error(place.failure.kind);
  return { ...place.value, home, isRoot };
}

it('is unusable for root below a folder that others may write', () => {
  const open = join(folder, 'open');
  mkdirSync(open);
  chmodSync(open, 0o777);
  expect(checkHome(placeAt(join(open, 'home'), true))).toMatchObject({
    ok: false,
    failure: { kind: 'database-home-unusable', path: open, isRoot: true },
  });
});

it('is unusable for anybody below what is no folder', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const isRoot of [true, false])
    expect(checkHome(placeAt(join(file, 'home'), isRoot))).toMatchObject({
      ok: false,
      failure: { kind: 'database-home-unusable', isRoot },
    });
});

it('is fine in a folder of one’s own', () => {
  expect(checkHome(placeAt(join(folder, 'mine'), false))).toEqual({ ok: true, value: undefined });
});
