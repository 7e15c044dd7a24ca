/** Two processes that want the same at once: each fingerprint is executed once. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { CountingOrder } from '../rig/counting-child.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  generateRun,
  openProject,
  removeProject,
  sampleProject,
  statue,
  statueBinding,
} from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let root: string;
let saga: Saga;
let project: Project;
const children: ChildProcess[] = [];

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
afterEach(async () => {
  await stopAll();
  await removeProject(root);
});

async function stopAll(): Promise<void> {
  for (const child of children.splice(0)) {
    const ended = once(child, 'close');
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
  }
}

/** Starts a worker process; `heard` is called at every gate that it brings a job to. */
async function start(name: string, heard: () => void): Promise<void> {
  const log = join(root, 'drawn.log');
  const { projectId } = saga;
  const order: CountingOrder = { root, projectId, database: database.worker, name, log };
  const script = resolve(import.meta.dirname, '../rig/counting-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: resolve(import.meta.dirname, '../..'),
  });
  children.push(child);
  await new Promise<void>((settle) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') settle();
      if (line === 'gate') heard();
    });
  });
}

const fingerprints = 20;

test('two processes and twenty fingerprints in random overlap: each is executed once', async () => {
  const all = Array.from({ length: fingerprints }, (_, child) => child);
  const overlaps = fc.array(fc.shuffledSubarray(all, { minLength: 4, maxLength: 12 }), {
    minLength: 4,
    maxLength: 4,
  });
  const [drawn = []] = fc.sample(overlaps, 1);
  const wanted = [...drawn, all];
  const jobs = wanted.reduce((sum, own) => sum + own.length, 0);
  let atGate = 0;
  let allThere: () => void = () => undefined;
  const done = new Promise<void>((settle) => (allThere = settle));
  const heard = (): void => {
    atGate += 1;
    if (atGate === jobs) allThere();
  };
  await Promise.all(['one', 'two'].map((name) => start(name, heard)));
  const runs: RunId[] = [];
  for (const own of wanted)
    runs.push(
      await generateRun(
        project,
        saga.runs,
        statue,
        [statueBinding],
        [...own].sort((a, b) => a - b),
      ),
    );
  await done;

  const lines = readFileSync(join(root, 'drawn.log'), 'utf8').trimEnd().split('\n');
  const seeds = lines.map((line) => Number(line.split(' ')[1])).sort((a, b) => a - b);
  expect(seeds).toEqual(all.map((child) => 1066 + child));
  // Both had their share: else the other one was never there to overlap with.
  expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(2);
  const executed = new Map<string, number>();
  for (const run of runs) {
    for (const folder of must(await project.runs.stageFolders(run))) {
      const manifest = must(await project.runs.readStage(run, folder));
      if (manifest === null) throw new Error(`${folder} is not committed`);
      const { fingerprint, outcome } = manifest;
      executed.set(fingerprint, (executed.get(fingerprint) ?? 0) + (outcome.kind === 'executed' ? 1 : 0));
    }
  }
  expect([...executed.values()].filter((times) => times !== 1)).toEqual([]);
  expect(executed.size).toBeGreaterThan(fingerprints * 2);
}, 180_000);
