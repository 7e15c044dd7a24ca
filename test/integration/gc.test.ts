/** What holds the bytes of the store, and what becomes of those that nothing holds. */
import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import { storeSweep } from '../../src/adapters/files/store-sweep.ts';
import { enterStore } from '../../src/adapters/files/store-users.ts';
import {
  collectGarbage,
  planGarbage,
  whyHeld,
  type Collected,
  type GarbageDeps,
  type GarbagePlan,
} from '../../src/app/collect-garbage.ts';
import type { Project } from '../../src/compose.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import { makeRun } from '../rig/cells.ts';
import { must } from '../rig/database.ts';
import { exported, imported, madeRun, outputsOf, sealedRun } from '../rig/moved-run.ts';
import { openProject, removeProject, sampleProject, statue, statueBinding } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

const dayMs = 86_400_000;
let root: string;
let project: Project;
/** How far the clock of the sweep is ahead. */
let aheadMs: number;
beforeEach(async () => {
  root = await sampleProject();
  project = openProject(root, newProjectId());
  aheadMs = 0;
});
afterEach(() => removeProject(root));

const deps = (): GarbageDeps => ({
  ...project,
  folders: projectFolders(root),
  sweep: storeSweep(root, () => Date.now() + aheadMs),
});
const rules = (graceMs = dayMs, retentionMs: number | null = 30 * dayMs) => ({ graceMs, retentionMs });

const plan = async (...of: Parameters<typeof rules>): Promise<GarbagePlan> =>
  must(await planGarbage(deps(), rules(...of)));
const collect = async (...of: Parameters<typeof rules>): Promise<Collected> =>
  must(await collectGarbage(deps(), rules(...of), await plan(...of)));
const kinds = (of: GarbagePlan): readonly (string | null)[] => of.groups.map(({ heldBy }) => heldBy);
const bytesOf = async (run: RunId): Promise<readonly Digest[]> => [
  ...new Set((await outputsOf(project, run)).values()),
];
const states = async (digests: readonly Digest[]): Promise<ReadonlySet<string>> =>
  new Set(
    await Promise.all(digests.map((digest) => openProject(root, project.projectId).blobs.look(digest))),
  );

it('holds everything of a run that is not sealed, whatever its age', async () => {
  const run = await madeRun(project);
  aheadMs = 400 * dayMs;
  expect(kinds(await plan())).toEqual(['recipe-lock', 'open-run']);
  expect(await collect()).toMatchObject({ blobs: 0, actions: 0, size: 0 });
  expect(await states(await bytesOf(run))).toEqual(new Set(['intact']));
});

it('holds a sealed run as long as it is asked to, and then takes the copy in the store alone', async () => {
  const run = await sealedRun(project);
  const digests = await bytesOf(run);
  aheadMs = 29 * dayMs;
  expect(kinds(await plan())).toEqual(['recipe-lock', 'sealed-run']);
  aheadMs = 31 * dayMs;
  expect(kinds(await plan(dayMs, null))).toEqual(['recipe-lock', 'sealed-run']);
  const planned = await plan();
  expect(kinds(planned)).toEqual(['recipe-lock', null]);
  expect(planned.blobs).toHaveLength(digests.length);
  const done = await collect();
  expect(done).toMatchObject({ blobs: digests.length, aside: { blobs: 0 } });
  expect(done.size).toBe(planned.size);
  expect(await states(digests)).toEqual(new Set(['missing']));
  // The run folder is as it was sealed.
  for (const [path, digest] of await outputsOf(project, run))
    expect(project.sha256(await readFile(join(root, path)))).toBe(digest);
});

it('leaves alone what is younger than the grace period', async () => {
  await sealedRun(project);
  aheadMs = dayMs / 2;
  expect(kinds(await plan(dayMs, 0))).toEqual(['recipe-lock', 'young']);
});

it('does nothing, and that is a success, where there is nothing to do', async () => {
  expect(await plan()).toMatchObject({ groups: [], size: 0 });
  expect(await collect()).toMatchObject({ blobs: 0, size: 0 });
});

it('holds what was promoted, shipped or approved, with the sprite table beside the picture', async () => {
  const run = await sealedRun(project, [0, 1]);
  const pictures = [...(await outputsOf(project, run))].filter(
    ([path]) => path.endsWith('001.png') || path.endsWith('000.png'),
  );
  const [, kept = '' as Digest] = pictures.find(([path]) => path.includes('normalize')) ?? [];
  await mkdir(join(root, 'content/promotions'), { recursive: true });
  await writeFile(join(root, `content/promotions/${'a'.repeat(64)}.json`), JSON.stringify({ bytes: kept }));
  aheadMs = 400 * dayMs;
  const planned = await plan(0, 0);
  expect(kinds(planned)).toEqual(['promoted', 'recipe-lock', null]);
  const [held] = must(await whyHeld(deps(), rules(0, 0), kept.slice(0, 12)));
  expect(held?.holders[0]).toMatchObject({ kind: 'promoted' });
  await collect(0, 0);
  expect(await states([kept])).toEqual(new Set(['intact']));
});

it('says what holds one blob, and nothing of one that is not there', async () => {
  const run = await madeRun(project, [0]);
  const [digest = '' as Digest] = await bytesOf(run);
  const [why] = must(await whyHeld(deps(), rules(0, 0), digest));
  expect(why?.holders).toEqual([{ kind: 'open-run', by: run }]);
  expect(must(await whyHeld(deps(), rules(), '0'.repeat(12)))).toEqual([]);
});

it('holds the parent of an open run, whose results that run may still take over', async () => {
  const parent = await sealedRun(project, [0]);
  await makeRun(project, statue, [{ binding: statueBinding, children: [0] }], { origin: 'recover', parent });
  aheadMs = 400 * dayMs;
  expect(kinds(await plan())).toEqual(['recipe-lock', 'parent']);
});

it('holds an imported run that is trusted as long as a sealed one', async () => {
  const from = openProject(await sampleProject(), newProjectId());
  const archive = join(root, 'run.zip');
  await exported(from, await madeRun(from, [0]), archive);
  must(await imported(project, archive, { trusts: true }));
  aheadMs = 29 * dayMs;
  expect(kinds(await plan())).toEqual(['imported-run']);
  aheadMs = 31 * dayMs;
  expect(kinds(await plan())).toEqual([null]);
  await removeProject(from.files.root);
});

it('removes what was left half written, of every kind, and nothing of a writer that lives', async () => {
  const run = await madeRun(project, [0]);
  const old = new Date(Date.now() - 2 * dayMs);
  const left = [
    `runs/.tmp-run_0009_abcd/run.json`,
    `runs/${run}/stages/.tmp-x-0123/out/000.png`,
    `imports/.tmp-run_0009_abcd-00/run/run.json`,
    'content/decisions/.tmp-d-00',
    '.art/store/cas/sha256/ab/.tmp-blob-00',
    '.art/store/corrupt/abc',
    '.art/tmp/lease/000.png',
  ];
  for (const path of left) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), 'half');
    await utimes(join(root, path), old, old);
  }
  // Change times cannot be set back: so far they are all a moment old.
  expect((await plan(0)).leftovers).toEqual([]);
  aheadMs = 2 * dayMs;
  expect(await collect(dayMs)).toMatchObject({ leftovers: left.length });
  for (const path of left) await expect(readFile(join(root, path))).rejects.toThrow('ENOENT');
  expect(must(await project.runs.stageFolders(run)).length).toBeGreaterThan(0);
});

it('stops at a record that it cannot read, and deletes nothing', async () => {
  const run = await sealedRun(project, [0]);
  const [folder = ''] = must(await project.runs.stageFolders(run));
  const path = join(root, 'runs', run, 'stages', folder, 'manifest.json');
  await rm(path, { force: true });
  await writeFile(path, '{');
  aheadMs = 400 * dayMs;
  expect(await planGarbage(deps(), rules())).toMatchObject({
    ok: false,
    failure: { kind: 'run-record-invalid' },
  });
});

/** A sealed run out of retention, which nothing holds. */
async function garbage(): Promise<readonly Digest[]> {
  const run = await sealedRun(project, [0]);
  const digests = await bytesOf(run);
  await rm(join(root, 'runs', run), { recursive: true });
  await rm(join(root, 'art_pool/candidates'), { recursive: true });
  return digests;
}

test('what somebody at work may have found is set aside, and comes back when it is looked at', async () => {
  const digests = await garbage();
  const leave = await enterStore(join(root, '.art/store'));
  const done = await collect(0, 0);
  expect(done).toMatchObject({ blobs: 0, aside: { blobs: digests.length } });
  expect(await states(digests)).toEqual(new Set(['intact']));
  await leave();
});

test('what somebody came to rely on and did not look at again is brought back before it is deleted', async () => {
  // The action cache has it, no run folder has: as after a run was deleted by hand.
  const first = await garbage();
  const leave = await enterStore(join(root, '.art/store'));
  const next = await madeRun(project, [0]);
  await rm(join(root, '.art/store/swept'), { recursive: true, force: true });
  // Moved aside by a sweep that was planned before the run spoke of it.
  must(await deps().sweep.setAside(first));
  expect((await collect(0, 0)).aside.blobs).toBe(first.length);
  await leave();
  const done = await collect(0, 0);
  expect(done).toMatchObject({ blobs: 0, broughtBack: first.length });
  const cas = await readdir(join(root, '.art/store/cas/sha256'), { recursive: true });
  for (const digest of await bytesOf(next)) expect(cas.some((name) => name.endsWith(digest))).toBe(true);
});

test('a sweep that was stopped after it moved blobs is finished by the next, once its users are gone', async () => {
  const digests = await garbage();
  must(await deps().sweep.setAside(digests));
  const [pass = ''] = await readdir(join(root, '.art/store/swept'));
  await rm(join(root, '.art/store/swept', pass, 'USERS'));
  // Named for a process that is gone: pids do not go that far.
  const dead = pass.replace(/-[0-9]+-/, '-999999999-');
  await mkdir(join(root, '.art/store/swept', dead));
  for (const name of await readdir(join(root, '.art/store/swept', pass)))
    await writeFile(
      join(root, '.art/store/swept', dead, name),
      await readFile(join(root, '.art/store/swept', pass, name)),
    );
  await rm(join(root, '.art/store/swept', pass), { recursive: true });
  expect((await collect(0, 0)).blobs).toBe(digests.length);
  expect(await readdir(join(root, '.art/store/swept'))).toEqual([]);
});

test('a marker of a process that is gone holds nothing up', async () => {
  const digests = await garbage();
  const users = join(root, '.art/store/users');
  const leave = await enterStore(join(root, '.art/store'));
  const [name = ''] = await readdir(users);
  await writeFile(join(users, name.replace(/-[0-9]+-/, '-999999999-')), '');
  await leave();
  expect((await collect(0, 0)).blobs).toBe(digests.length);
  expect(await readdir(users)).toEqual([]);
});

test('no entry of the action cache is left that speaks of bytes that are gone', async () => {
  const gone = await garbage();
  const kept = await madeRun(project, [1]);
  aheadMs = 400 * dayMs;
  const done = await collect();
  expect(done.actions).toBeGreaterThan(0);
  const named = must(await deps().sweep.actions()).flatMap(({ result }) => result?.outputs ?? []);
  const held = new Set(await bytesOf(kept));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ bytes }) => !held.has(bytes))).toEqual([]);
  expect(await states(gone.filter((digest) => !held.has(digest)))).toEqual(new Set(['missing']));
});
