/** Moving a run: out of one project, and into another. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { failure } from '../../src/domain/failure.ts';
import { fail, ok, type Result } from '../../src/domain/result.ts';
import { snapshot } from '../e2e/rig.ts';
import { carryOut, makeRun, outcomesOf } from '../rig/cells.ts';
import { must } from '../rig/database.ts';
import { entriesOf, type ForgedEntry } from '../rig/forged-zip.ts';
import { exported, imported, madeRun, outputsOf, sealedRun } from '../rig/moved-run.ts';
import { openProject, removeProject, sampleProject, statue, statueBinding } from '../rig/project.ts';
import { newProjectId } from '../rig/saga.ts';

let folder: string;
let here: Project;
let there: Project;
/** A sealed run of `here`, its archive, and what is in it. */
let run: RunId;
let archive: string;
let zip: Buffer;
let entries: readonly ForgedEntry[];

beforeAll(async () => {
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'art-moving-')));
  here = openProject(await sampleProject(), newProjectId());
  run = await sealedRun(here);
  archive = join(folder, 'run.zip');
  zip = await exported(here, run, archive);
  entries = entriesOf(zip);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await removeProject(here.files.root);
});
beforeEach(async () => {
  there = openProject(await sampleProject(), newProjectId());
});
afterEach(() => removeProject(there.files.root));

const failureOf = (result: Result<unknown>) => {
  if (result.ok) throw new Error('it was taken');
  return result.failure;
};

describe('an archive', () => {
  it('is the same whoever exports it, whenever, and wherever the files were copied to', async () => {
    const later = new Date('2001-02-03T04:05:06Z');
    for (const path of [...(await outputsOf(here, run)).keys()])
      await utimes(join(here.files.root, path), later, later);
    const other = openProject(here.files.root, here.projectId);
    expect((await exported(other, run, join(folder, 'again.zip'))).equals(zip)).toBe(true);
  });

  it('begins with an index of every other file, and holds nothing of .art', () => {
    const [first, ...rest] = entries;
    const index = JSON.parse(Buffer.from(first?.bytes ?? []).toString()) as {
      files: { path: string; bytes: string }[];
    };
    expect(first?.name).toBe(`${run}/index.json`);
    expect(rest.map(({ name }) => name)).toEqual(index.files.map(({ path }) => `${run}/${path}`));
    for (const [i, { bytes }] of rest.entries())
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(index.files[i]?.bytes);
    expect(rest.some(({ name }) => name.includes('.art/'))).toBe(false);
    expect(rest.filter(({ name }) => name.includes('art_pool/candidates')).length).toBe(4);
  });

  it('is never written over another file, and is no failure where it stands already', async () => {
    const path = join(folder, 'taken.zip');
    await writeFile(path, 'mine');
    const refused = await exported(here, run, path).catch((error: unknown) => String(error));
    expect(refused).toContain('file-exists');
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect((await exported(here, run, archive)).equals(zip)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
  });

  it('gets pictures that are lost here out of the store, and is refused by name where that has none', async () => {
    const own = openProject(await sampleProject(), newProjectId());
    const mine = await sealedRun(own, [0]);
    const whole = await exported(own, mine, join(folder, 'whole.zip'));
    const [lost = ''] = (await outputsOf(own, mine)).keys();
    await rm(join(own.files.root, lost));
    expect((await exported(own, mine, join(folder, 'mended.zip'))).equals(whole)).toBe(true);
    await rm(join(own.files.root, '.art/store'), { recursive: true });
    const refused = await exported(own, mine, join(folder, 'half.zip')).catch((error: unknown) =>
      String(error),
    );
    expect(refused).toContain('run-not-whole');
    expect(await readdir(folder)).not.toContain('half.zip');
    await removeProject(own.files.root);
  });

  it('of an open run says so', async () => {
    const own = openProject(await sampleProject(), newProjectId());
    const mine = await madeRun(own, [0]);
    await exported(own, mine, join(folder, 'open.zip'));
    expect(must(await imported(there, join(folder, 'open.zip')))).toMatchObject({ isSealed: false });
    await removeProject(own.files.root);
  });
});

describe('a run that was imported', () => {
  it('stands as it was made, is marked, and gives the same archive again', async () => {
    const outcome = must(await imported(there, archive));
    expect(outcome).toMatchObject({ run, standing: 'new', isImported: true, isSealed: true });
    const own = (project: Project) => snapshot(join(project.files.root, 'runs', run));
    expect([...own(there).keys()]).toEqual([...own(here).keys()]);
    for (const [path, content] of own(there))
      expect(content.split(' ').slice(0, 2)).toEqual(own(here).get(path)?.split(' ').slice(0, 2));
    expect(await there.runs.isImported(run)).toBe(true);
    expect(must(await there.imports.read(run))?.marker).toMatchObject({ project_id: here.projectId });
    expect((await exported(there, run, join(folder, 'onward.zip'))).equals(zip)).toBe(true);
  });

  it('is taken once: again it is here already, and with other bytes it is refused', async () => {
    must(await imported(there, archive));
    const before = snapshot(there.files.root);
    expect(must(await imported(there, archive))).toMatchObject({ standing: 'already', written: 0 });
    expect(snapshot(there.files.root)).toEqual(before);
    const own = openProject(await sampleProject(), here.projectId);
    await makeRun(own, statue, [{ binding: statueBinding, children: [0] }]);
    await rm(join(there.files.root, 'runs', run, 'SEAL.json'));
    expect(failureOf(await imported(there, archive))).toMatchObject({
      kind: 'run-exists',
      files: [`runs/${run}/SEAL.json`],
    });
    await removeProject(own.files.root);
  });

  it('writes nothing in a dry run', async () => {
    const before = snapshot(there.files.root);
    expect(must(await imported(there, archive, { isDryRun: true }))).toMatchObject({ standing: 'new' });
    expect(snapshot(there.files.root)).toEqual(before);
  });

  it('satisfies no reuse until it is trusted', async () => {
    must(await imported(there, archive));
    const again = async () => {
      const made = await makeRun(there, statue, [{ binding: statueBinding, children: [0] }]);
      const done = must(await carryOut(there, made));
      return outcomesOf(done);
    };
    expect((await again()).every((outcome) => outcome.includes('executed never-run'))).toBe(true);
    // What was executed meanwhile would be reused: begin without it.
    await rm(join(there.files.root, '.art'), { recursive: true });
    expect(must(await imported(there, archive, { trusts: true })).trusted).toBeGreaterThan(0);
    expect((await again()).every((outcome) => outcome.includes('reused same-fingerprint'))).toBe(true);
    expect(must(await there.imports.read(run))?.trustedAt).not.toBeNull();
  });

  it('is no parent whose results are taken over, until it is trusted', async () => {
    must(await imported(there, archive));
    const basis = { origin: 'recover', parent: run } as const;
    const next = await makeRun(there, statue, [{ binding: statueBinding, children: [0] }], basis);
    const outcomes = outcomesOf(must(await carryOut(there, next)));
    expect(outcomes.filter((outcome) => !outcome.includes('executed never-run'))).toEqual([]);
  });

  it('puts back the pictures of a clone of its own project', async () => {
    const clone = openProject(await sampleProject(), here.projectId);
    must(await imported(clone, archive));
    await rm(join(clone.files.root, 'imports'), { recursive: true });
    const outputs = await outputsOf(here, run);
    for (const path of outputs.keys()) await rm(join(clone.files.root, path));
    const outcome = must(await imported(clone, archive));
    expect(outcome).toMatchObject({ standing: 'completed', isImported: false });
    for (const [path, digest] of outputs)
      expect(clone.sha256(await readFile(join(clone.files.root, path)))).toBe(digest);
    expect(must(await clone.files.list('art_pool/candidates')).length).toBe(1);
    expect(await clone.runs.isImported(run)).toBe(false);
    await removeProject(clone.files.root);
  });
});

describe('an import that is stopped', () => {
  /** The disk is full at the nth file. */
  async function stoppedAt(nth: number): Promise<void> {
    const marker = {
      schema_version: 1,
      run_id: run,
      project_id: here.projectId,
      archive: here.sha256(zip),
      index: here.sha256(Buffer.from(entries[0]?.bytes ?? [])),
      imported_at: '2025-06-01T10:00:00.000Z',
      actor: 'tester',
    } as const;
    const members = entries.slice(1).map(({ name, bytes }, i) => ({
      path: name.slice(run.length + 1),
      bytes: () => Promise.resolve(i === nth ? fail(failure('disk-full', { path: '.' })) : ok(bytes)),
    }));
    const text = Buffer.from(entries[0]?.bytes ?? []).toString();
    const published = await there.imports.publish(marker, text, members);
    expect(published.ok).toBe(nth >= members.length);
  }

  it('at any file leaves nothing, and is done by typing it again', async () => {
    const before = snapshot(there.files.root, (path) => path !== 'imports');
    for (const nth of [0, 3, entries.length - 2]) await stoppedAt(nth);
    expect(snapshot(there.files.root, (path) => path !== 'imports')).toEqual(before);
    expect(await readdir(join(there.files.root, 'imports'))).toEqual([]);
    expect(must(await imported(there, archive)).standing).toBe('new');
  });

  it('between its marker and its run leaves a marker of nothing, and the next import takes its place', async () => {
    await stoppedAt(entries.length);
    await rm(join(there.files.root, 'runs', run), { recursive: true });
    await writeFile(join(there.files.root, 'imports', run, 'strange'), 'x');
    expect(must(await there.imports.list()).size).toBe(0);
    expect(must(await there.runs.list())).toEqual([]);
    expect(must(await imported(there, archive)).standing).toBe('new');
    expect(must(await there.imports.list()).size).toBe(1);
    expect(await readdir(join(there.files.root, 'imports', run))).not.toContain('strange');
  });
});

test('a folder that leads out of the project is not written into', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'art-outside-'));
  await symlink(outside, join(there.files.root, 'imports'));
  expect(failureOf(await imported(there, archive))).toMatchObject({ kind: 'path-outside-project' });
  expect(await readdir(outside)).toEqual([]);
  await rm(outside, { recursive: true });
});

test('what is no file, or is not there, is told as such', async () => {
  expect(failureOf(await imported(there, folder)).kind).toBe('file-unusable');
  expect(failureOf(await imported(there, join(folder, 'none.zip'))).kind).toBe('file-unusable');
  expect((await stat(archive)).isFile()).toBe(true);
});
