/** What a run proves where it was moved to: after the project that made it is gone. */
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';

import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { closeRun, planClose } from '../../src/app/close-run.ts';
import { reproduceRun } from '../../src/app/reproduce-run.ts';
import { verifyProject } from '../../src/app/verify.ts';
import type { Project } from '../../src/compose.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { signerOf } from '../rig/gate.ts';
import { exported, imported } from '../rig/moved-run.ts';
import { openProject, removeProject, sampleProject } from '../rig/project.ts';
import { newProjectId, Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let folder: string;
let archive: string;
let run: RunId;
let project: Project;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  folder = realpathSync(await mkdtemp(join(tmpdir(), 'art-moved-')));
  archive = join(folder, 'run.zip');
  const rig = await DecidedProject.make(await new Saga(database, pools).open(), database);
  run = await rig.statues([0, 1]);
  const [approval] = await rig.verdictsOn(run, 'approve');
  if (approval === undefined) throw new Error('no job');
  must(await rig.decideAll([approval]));
  const plan = must(await planClose(rig.deps, run));
  must(await closeRun(rig.deps, plan, signerOf('Asa'), () => undefined));
  await exported(rig.project, run, archive);
  await removeProject(rig.root);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  project = openProject(await sampleProject(), newProjectId());
  must(await imported(project, archive));
});
afterEach(() => removeProject(project.files.root));

const findings = async (): Promise<readonly string[]> => {
  const request = { quick: false, runs: [], paths: [] };
  const world = composeShipping(project);
  const verified = must(await verifyProject(world, project.decisions, request));
  return verified.findings.map(({ kind, path }) => `${kind} ${path}`);
};

it('verifies, with the decisions that sealed it, and none of them counts here', async () => {
  expect(await findings()).toEqual([]);
  expect((await readdir(join(project.files.root, 'imports', run, 'content/decisions'))).length).toBe(2);
  expect(must(await project.decisions.decisions.readAll()).decisions).toEqual([]);
});

it('is reproduced to the byte', async () => {
  const request = { run, cell: null, stage: null, allowsPaid: false };
  const made = must(await reproduceRun(project, request, project.scratch('test'), { aborted: false }));
  const verdicts = made.stages.flatMap(({ outputs }) => outputs.map(({ verdict }) => verdict));
  expect(new Set(verdicts)).toEqual(new Set(['same-bytes']));
});

it('verifies after its results were trusted', async () => {
  must(await imported(project, archive, { trusts: true }));
  expect(await findings()).toEqual([]);
});

it('is named by every file of it that changes, goes or comes', async () => {
  const root = join(project.files.root, 'imports', run);
  const decisions = await readdir(join(root, 'content/decisions'));
  const edit = async (path: string, change: (text: string) => string): Promise<void> => {
    await chmod(join(root, path), 0o644);
    await writeFile(join(root, path), change(await readFile(join(root, path), 'utf8')));
  };
  await edit(`content/decisions/${decisions[0]}`, (text) =>
    text.replace('not-chosen', 'not_chosen').replace('approve', 'reject '),
  );
  await rm(join(root, `content/decisions/${decisions[1]}`));
  await writeFile(join(root, 'notes.txt'), 'mine');
  await rm(join(project.files.root, 'runs', run, 'SEAL.json'));
  expect([...(await findings())].sort()).toEqual([
    `MISSING imports/${run}/content/decisions/${decisions[1]}`,
    `MISSING runs/${run}/SEAL.json`,
    `MODIFIED imports/${run}/content/decisions/${decisions[0]}`,
    `UNEXPECTED imports/${run}/notes.txt`,
  ]);
  await edit('import.json', () => '{}');
  expect(await findings()).toContain(`MODIFIED imports/${run}/import.json`);
});
