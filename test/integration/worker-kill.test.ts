import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Project } from '../../src/compose.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  generateRun,
  openProject,
  removeProject,
  sampleProject,
  statue,
  statueBinding,
  testWorker,
} from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';
import type { ChildOrder, Standstill } from '../rig/worker-child.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let root: string;
let saga: Saga;
let project: Project;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
});
afterAll(() => database.drop());
beforeEach(async () => {
  root = await sampleProject();
  saga = await new Saga(database, pools).open();
  project = openProject(root, saga.projectId);
});
afterEach(() => removeProject(root));

/** Starts a worker process, waits until it stands at the point, and kills it there as the kernel does. */
async function killedAt(at: Standstill): Promise<void> {
  const order: ChildOrder = { root, projectId: saga.projectId, database: database.worker, at };
  const script = resolve(import.meta.dirname, '../rig/worker-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: resolve(import.meta.dirname, '../..'),
  });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout });
  const reached = once(lines, 'line').then(([line]: unknown[]) => String(line));
  expect(await Promise.race([reached, ended.then(() => 'ended')])).toBe(at);
  child.kill('SIGKILL');
  await ended;
}

const points: readonly [at: Standstill, events: readonly string[], first: string][] = [
  ['drawing', ['claimed', 'reclaimed', 'claimed', 'final-stored', 'persisted'], 'executed'],
  ['stage-published', ['claimed', 'reclaimed', 'claimed', 'final-stored', 'persisted'], 'executed'],
  ['final-stored', ['claimed', 'final-stored', 'reclaimed', 'claimed', 'persisted'], 'executed'],
  ['picture-stored', ['claimed', 'final-stored', 'reclaimed', 'claimed', 'persisted'], 'executed'],
  ['candidate-stored', ['claimed', 'final-stored', 'reclaimed', 'claimed', 'persisted'], 'executed'],
];

for (const [at, events, first] of points) {
  test(`a worker killed at ${at} loses nothing, and another does the rest once`, async () => {
    const runId = await generateRun(project, saga.runs, statue, [statueBinding]);
    await killedAt(at);
    await saga.expireLeases();
    const worker = await testWorker(project, database.worker);
    await worker.heard('job-moved');
    await worker.stop();

    const [job] = must(await saga.runs.jobs({ run: { runId } }));
    expect(job).toMatchObject({ state: 'AwaitingReview' });
    expect(job?.candidates).toHaveLength(1);
    expect(await saga.eventNames({ runId, cell: 1, try: 1 })).toEqual(['queued', ...events]);
    const folders = must(await project.runs.stageFolders(runId));
    const kinds = await Promise.all(
      folders.map(async (f) => must(await project.runs.readStage(runId, f))?.outcome.kind),
    );
    expect(kinds).toEqual([first, 'executed', 'executed']);
    // One picture and one side record; nothing half-made is left anywhere that is read.
    const all = await readdir(root, { recursive: true });
    const inPool = all.filter(
      (path) => path.startsWith('art_pool/candidates/') && /\.(png|json)$/.test(path),
    );
    expect(inPool.map((path) => path.split('/').at(-1))).toEqual(
      expect.arrayContaining(['000.png', '000.json']),
    );
    expect(inPool).toHaveLength(2);
    expect(all.filter((path) => path.startsWith(join('runs', runId)) && path.includes('.tmp-'))).toEqual([]);
  });
}
