/** Walks every commit point: a process is killed at each, one after the other, until one comes to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { queuePending } from '../../src/app/queue-pending.ts';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { carryOut, makeRun } from '../rig/cells.ts';
import { dearBinding, dearRecipe, writeDearRecipe } from '../rig/dear-backend.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { bookkeeping, callsFile, ingested, type KilledOrder } from '../rig/killed-child.ts';
import { generateRun, openProject, removeProject, sampleProject, testWorker } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';
import { halfFiles } from '../rig/whole-files.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let folder: string;
let script: string;
let root: string;
let saga: Saga;
let project: Project;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  folder = await mkdtemp(join(tmpdir(), 'art-killed-'));
  script = join(folder, 'child.mjs');
  // One file, so that each of hundreds of processes starts at once.
  const entryPoints = [resolve(import.meta.dirname, '../rig/killed-child.ts')];
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
  await build({ ...options, entryPoints, outfile: script, logLevel: 'error' });
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});
beforeEach(async () => {
  root = await sampleProject();
  saga = await new Saga(database, pools).open();
  project = bookkeeping(openProject(root, saga.projectId));
  await writeDearRecipe(project);
});
afterEach(() => removeProject(root));

/** Has a process do a task until it is killed at a point. True when there was no such point any more. */
async function isDone(task: KilledOrder['task'], killAt: number): Promise<boolean> {
  const { owner, worker } = database;
  const { projectId } = saga;
  const order: KilledOrder = { task, root, projectId, owner, worker, recipe: dearRecipe, killAt };
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return false;
  expect([code, said]).toEqual([0, expect.stringMatching(/^done /)]);
  return true;
}

/** Kills at every point, looking after each. Gives how many there were. */
async function walk(
  task: KilledOrder['task'],
  before: (k: number) => Promise<void>,
  after: (k: number, isDead: boolean) => Promise<void>,
): Promise<number> {
  const seen = new Map<string, number>();
  for (let k = 1; ; k += 1) {
    await before(k);
    const done = await isDone(task, k);
    expect([k, await halfFiles(project, seen)]).toEqual([k, []]);
    await after(k, !done);
    if (done) return k - 1;
  }
}
const nothing = () => Promise.resolve();

test('the store takes bytes whole or not at all', async () => {
  const killed = await walk('ingest', nothing, async (k) => {
    // And takes them from the next who comes, whatever the dead one left behind.
    const digest = must(await project.blobs.put(ingested(k)));
    expect(must(await project.blobs.read(digest))).toEqual(ingested(k));
  });
  expect(killed).toBeGreaterThan(15);
}, 300_000);

test('a run that is being made is there whole, is found and queued by the next command, or was never there', async () => {
  const sealed = await sealedRun();
  const was = readFolder(sealed);
  const killed = await walk('generate', nothing, async () => {
    must(await queuePending({ runs: project.runs, queue: saga.runs }));
    for (const run of must(await project.runs.list())) {
      if (run === sealed) continue;
      const jobs = must(await saga.runs.jobs({ run: { runId: run } }));
      expect(jobs.map(({ id }) => id.cell).sort()).toEqual([1, 2]);
    }
    const rows = await pools.owner.query<{ run_id: string }>(
      'select distinct run_id from art.art_jobs where project_id = $1',
      [saga.projectId],
    );
    for (const { run_id } of rows.rows) expect(existsSync(join(root, 'runs', run_id, 'run.json'))).toBe(true);
    expect(readFolder(sealed)).toEqual(was);
  });
  expect(killed).toBeGreaterThan(15);
}, 300_000);

test('a worker that is killed anywhere repeats no call whose result was recorded, and another does the rest', async () => {
  const sealed = await sealedRun();
  const was = readFolder(sealed);
  const runs = new Map<number, RunId>();
  const recorded = new Set<number>();
  const seedOf = (k: number): number => 1066 + k;
  const killed = await walk(
    'work',
    async (k) => {
      // Each kill meets a child of its own: nothing of it was made before.
      runs.set(k, await generateRun(project, saga.runs, dearRecipe, [dearBinding], [k]));
    },
    async (k) => {
      const stage = await callOf(runs.get(k) as RunId, k);
      if (stage) recorded.add(seedOf(k));
    },
  );
  expect(killed).toBeGreaterThan(60);
  await saga.expireLeases();
  const worker = await testWorker(project, database.worker);
  try {
    for (const run of runs.values()) {
      const [job] = must(await saga.runs.jobs({ run: { runId: run } }));
      const isOpen = job !== undefined && ['Pending', 'RotationGenerating', 'Persisting'].includes(job.state);
      // Killed when it had come to its gate already: nobody moves it again.
      if (isOpen) await worker.heard('job-moved', ({ job: name }) => name === `${run}/1`);
    }
  } finally {
    await worker.stop();
  }
  const calls = readFileSync(callsFile(root), 'utf8').trimEnd().split('\n').map(Number);
  const callsOf = (seed: number): number => calls.filter((one) => one === seed).length;
  expect(recorded.size).toBeGreaterThan(40);
  for (const [k, run] of runs) {
    const [job] = must(await saga.runs.jobs({ run: { runId: run } }));
    expect([k, job?.state, job?.candidates.length]).toEqual([k, 'AwaitingReview', 1]);
    // Whoever is killed between the vendor's answer and its record cannot know of it.
    expect([k, callsOf(seedOf(k))]).toEqual([
      k,
      recorded.has(seedOf(k)) ? 1 : expect.toSatisfy((n) => n <= 2),
    ]);
  }
  expect(await halfFiles(project)).toEqual([]);
  expect(readFolder(sealed)).toEqual(was);
}, 600_000);

/** Whether the call of a run stands in the action cache or in its folder. */
async function callOf(run: RunId, child: number): Promise<boolean> {
  const actions = join(root, '.art/store/actions');
  const files = existsSync(actions) ? await readdir(actions, { recursive: true }) : [];
  for (const path of files.filter((one) => one.endsWith('.json') && !one.includes('.tmp-'))) {
    const { run_id, folder: stage } = JSON.parse(readFileSync(join(actions, path), 'utf8')) as {
      run_id: string;
      folder: string;
    };
    if (run_id === run && stage.includes(`.${String(child).padStart(3, '0')}.00-call.`)) return true;
  }
  return false;
}

async function sealedRun(): Promise<RunId> {
  const run = await makeRun(project, dearRecipe, [{ binding: dearBinding, children: [0] }]);
  must(await project.runs.clearPending(run));
  must(await carryOut(project, run));
  const files = [...readFolder(run)].map(([path, bytes]) => ({
    path,
    bytes: project.sha256(bytes),
    size: bytes.length,
  }));
  must(
    await project.runs.writeSeal({
      schema_version: 1,
      run_id: run,
      project_id: project.projectId,
      cells: [{ n: 1, try: 1, state: 'Failed', decision: null, error: 'cancelled' }],
      files,
    }),
  );
  return run;
}

/** Every file of a run, by its path there. */
function readFolder(run: RunId): ReadonlyMap<string, Buffer> {
  const at = join(root, 'runs', run);
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1)).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(at, path))]));
}
