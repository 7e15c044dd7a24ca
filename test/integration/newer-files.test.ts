/** A file that a later Artkiln wrote is refused by its name, in the same words whatever it is, and nothing is written. */
import { mkdtempSync, readFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reviewerKeys } from '../../src/adapters/files/reviewer-key.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { finishInterruptedShip, markShip } from '../../src/app/finish-ship.ts';
import { loadPoolPicture } from '../../src/app/load-frozen.ts';
import { loadRecipe } from '../../src/app/load-recipe.ts';
import { promote } from '../../src/app/promote.ts';
import { readDecisions, readReviewers } from '../../src/app/read-decisions.ts';
import { ship } from '../../src/app/ship.ts';
import { verifyProject } from '../../src/app/verify.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import { tell } from '../../src/domain/failure.ts';
import { requireWhole } from '../../src/domain/gate/decision-book.ts';
import type { Fingerprint } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { readConfig, type Surroundings } from '../../src/entry/config.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { everyFile, filesOf, type EveryFile } from '../rig/every-file.ts';
import { someTime } from '../rig/gate.ts';
import { removeProject, statue } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let made: EveryFile;
let pools: { owner: pg.Pool; worker: pg.Pool };
let keyFolder: string;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  made = await everyFile(await new Saga(database, pools).open(), database);
  keyFolder = mkdtempSync(join(tmpdir(), 'art-keys-'));
  const key = { name: 'Asa', passphrase: '', allowEmptyPassphrase: true, createdAt: someTime };
  must(await reviewerKeys({ folder: keyFolder }).create(key)).dispose();
});
afterAll(async () => {
  await removeProject(made.rig.root);
  await rm(keyFolder, { recursive: true });
  await database.drop();
});

const project = () => made.rig.project;
const world = () => composeShipping(project());
const surroundings = { environment: { ok: true, value: {} }, user: { ok: true, value: {} } };

/** Files by a pattern, and who reads such a file. */
const readers: readonly (readonly [
  what: string,
  path: RegExp,
  read: (path: string) => Promise<Result<unknown>> | Result<unknown>,
])[] = [
  [
    'settings',
    /^art\.config\.json$/,
    () => readConfig(made.rig.root, surroundings as unknown as Surroundings),
  ],
  ['a recipe', new RegExp(`^content/recipes/${statue}\\.json$`), () => loadRecipe(project(), statue)],
  ['a recipe lock', new RegExp(`^content/recipes/lock/${statue}`), () => loadRecipe(project(), statue)],
  ['a run record', /^runs\/[^/]+\/run\.json$/, () => project().runs.read(made.sealed)],
  ['a stage manifest', /^runs\/.*\/manifest\.json$/, (path) => readStage(path)],
  ['a run seal', /^runs\/.*SEAL\.json$/, () => project().runs.readSeal(made.sealed)],
  ['a side record that is frozen', /^art_pool\/approved\/.*\.json$/, (path) => loadFrozenAt(path)],
  ['a side record that is not', /^art_pool\/candidates\/.*\.json$/, (path) => promotePath(path)],
  [
    'a decision',
    /^content\/decisions\//,
    async () => requireWhole(must(await readDecisions(project().decisions))),
  ],
  ['the reviewers', /^content\/reviewers\.json$/, () => readReviewers(project().decisions)],
  ['a promotion', /^content\/promotions\//, () => shipAll()],
  ['an age manifest', /^content\/ages\//, () => shipAll()],
  ['a pack seal', /^dist\/1\/SEAL\.json$/, () => finishInterruptedShipOf(1)],
  ['a ship marker', /^\.art\/pending\/ship\.json$/, () => finishShip()],
  ['an action cache entry', /^\.art\/store\/actions\//, (path) => lookup(path)],
  ['a published environment', /^\.art\/env\//, () => project().environments.read('comfyui')],
  ['the draft', /^\.art\/draft\.json$/, () => project().editorDraft.read()],
  ['a verdict that is not signed', /^\.art\/drafts\//, () => project().drafts.read()],
];

const readStage = (path: string) => {
  const [, run = '', , folder = ''] = path.split('/');
  return project().runs.readStage(run as typeof made.sealed, folder);
};
const lookup = (path: string) => project().cache.lookup(path.split('/')[4] as Fingerprint);
const shipAll = () => ship(world(), { age: null, allowPlaceholders: true, rollback: null, dryRun: true });
const finishInterruptedShipOf = (rollback: number) =>
  ship(world(), { age: null, allowPlaceholders: true, rollback, dryRun: true });
const loadFrozenAt = (path: string) => loadPoolPicture(world(), path.replace(/json$/, 'png'));
/** Done, the marker is gone: the next look wants one. */
async function finishShip() {
  const finished = await finishInterruptedShip(world());
  if (finished.ok) must(await markShip(world(), 1));
  return finished;
}
const promotePath = (path: string) =>
  promote(world(), {
    candidate: { by: 'path', path: path.replace(/json$/, 'png') },
    assetId: 'props/statue-founder',
  });

const verifyAll = async () =>
  must(await verifyProject(world(), project().decisions, { quick: false, runs: [], paths: [] }));

const picture = (root: string): readonly string[] =>
  filesOf(root).map((path) =>
    statSync(join(root, path)).isDirectory() ? path : `${path} ${sha256(readFileSync(join(root, path)))}`,
  );

/** Makes a file one of schema version 2 while `act` runs. */
async function fromTheFuture<T>(path: string, act: () => T | Promise<T>): Promise<T> {
  const was = readFileSync(path, 'utf8');
  const { mode } = statSync(path);
  chmodSync(path, mode | 0o200);
  writeFileSync(path, was.replace(/"schema_version":(\s?)1/, '"schema_version":$12'));
  try {
    return await act();
  } finally {
    writeFileSync(path, was);
    chmodSync(path, mode);
  }
}

it.each(readers)('%s', async (_, pattern, read) => {
  const { root } = made.rig;
  const path = filesOf(root).find((one) => pattern.test(one) && one.includes(idOf(pattern)));
  if (path === undefined) throw new Error('no such file');
  expect((await read(path)).ok).toBe(true);
  await fromTheFuture(join(root, path), async () => {
    const before = picture(root);
    const answer = await read(path);
    expect(answer.ok ? 'ok' : answer.failure).toMatchObject({ kind: 'file-newer', version: 2 });
    if (answer.ok) return;
    const told = tell(answer.failure as Parameters<typeof tell>[0]);
    expect(told.message).toMatch(/^Written by a newer Artkiln: schema version 2 of .*; this one reads 1\.$/);
    expect(told.message).toContain(path);
    expect(told).toMatchObject({ exit: 11, kept: 'Nothing was written.', next: 'Update Artkiln.' });
    expect(picture(root)).toEqual(before);
  });
  expect((await read(path)).ok).toBe(true);
});

/** Of run folders the sealed run's. */
const idOf = (pattern: RegExp): string => (String(pattern).startsWith('/^runs') ? made.sealed : '');

it('a reviewer’s key', async () => {
  const keys = reviewerKeys({ folder: keyFolder });
  const { keys: stored } = must(await keys.list());
  const keyId = stored[0]?.keyId;
  if (keyId === undefined) throw new Error('no key');
  const path = join(keyFolder, `${keyId}.json`);
  const answer = await fromTheFuture(path, () => keys.unlock(keyId, ''));
  expect(answer.ok ? 'ok' : answer.failure).toMatchObject({ kind: 'file-newer', path, version: 2 });
});

it('is named by verification, which goes on', async () => {
  const { root } = made.rig;
  const verified =
    /^content\/(promotions|ages|decisions|reviewers)|^runs\/|^art_pool\/|^dist\/|^\.art\/store\/actions\//;
  const kinds = readers.filter(
    ([what, pattern]) =>
      // What is frozen is told by the digest that its promotion has of it.
      what !== 'a side record that is frozen' &&
      filesOf(root).some((path) => verified.test(path) && pattern.test(path)),
  );
  for (const [what, pattern] of kinds) {
    const path = filesOf(root).find((one) => pattern.test(one)) ?? '';
    const found = await fromTheFuture(join(root, path), verifyAll);
    expect(found.findings, what).toContainEqual({
      kind: 'MODIFIED',
      path,
      detail: 'written by a newer Artkiln: schema version 2; this one reads 1',
    });
  }
  expect(kinds.length).toBeGreaterThan(8);
});
