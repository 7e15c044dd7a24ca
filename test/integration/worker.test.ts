import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Project } from '../../src/compose.ts';
import type { RunId } from '../../src/domain/ids.ts';
import type { StageManifest } from '../../src/domain/run/stage-manifest.ts';
import type { JobSummary } from '../../src/ports/run-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  Door,
  filesBelow,
  generateRun,
  openProject,
  removeProject,
  sampleProject,
  skald,
  skaldBinding,
  stageManifests,
  statue,
  statueBinding,
  testWorker,
  withProcedural,
  type TestWorker,
} from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let root: string;
let saga: Saga;
let project: Project;
const workers: TestWorker[] = [];

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
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await removeProject(root);
});

async function start(of: Project = project, workerId = 'w', leaseMs?: number): Promise<TestWorker> {
  const worker = await testWorker(of, database.worker, {
    workerId,
    ...(leaseMs === undefined ? {} : { leaseMs }),
  });
  workers.push(worker);
  return worker;
}
const run = (recipe = statue, binding = statueBinding as Record<string, string>, children = [0]) =>
  generateRun(project, saga.runs, recipe, [binding], children);

const nameOf = (runId: RunId, cell = 1): string => `${runId}/${cell}`;
const atGate = (worker: TestWorker, runId: RunId, cell = 1) =>
  worker.heard('job-moved', ({ job, state }) => job === nameOf(runId, cell) && state !== 'ConceptGenerating');

const manifests = (runId: RunId): Promise<StageManifest[]> => stageManifests(project, runId);
const outcomes = async (runId: RunId): Promise<string[]> =>
  (await manifests(runId)).map((m) => `${m.stage} ${m.outcome.kind}`);
const job = async (runId: RunId, cell = 1): Promise<JobSummary> => saga.job({ runId, cell, try: 1 });

const filesUnder = (folder: string): Promise<string[]> => filesBelow(root, folder);

test('a job without a concept phase reaches the review gate, with its bytes in run folder, store and art pool', async () => {
  const runId = await run();
  const worker = await start();
  await atGate(worker, runId);
  const done = await job(runId);
  expect(done.state).toBe('AwaitingReview');
  const [candidate] = done.candidates;
  const bytes = must(await project.files.read(candidate?.path ?? ''));
  expect(bytes === null ? null : project.sha256(bytes)).toBe(candidate?.digest);
  expect(must(await project.files.readText(candidate?.path.replace('.png', '.json') ?? ''))).toContain(
    candidate?.digest,
  );
  expect(await outcomes(runId)).toEqual(['final executed', 'palette executed', 'normalize executed']);
  expect(await saga.eventNames(done.id)).toEqual(['queued', 'claimed', 'final-stored', 'persisted']);
});

test('a gated job waits for a person twice, and its final is made from the concept that was approved', async () => {
  const runId = await run(skald, skaldBinding);
  const worker = await start();
  await atGate(worker, runId);
  const concept = await job(runId);
  expect(concept.state).toBe('AwaitingConceptApproval');
  expect((await filesUnder('art_pool/candidates')).length).toBe(0);
  must(await saga.decide(concept, 'approve'));
  await worker.heard('job-moved', ({ state }) => state === 'AwaitingReview');
  const made = await manifests(runId);
  const final = made.find((m) => m.stage === 'final');
  expect(final?.ingredients.inputs).toEqual([{ role: 'concept', digest: concept.concept?.pixels }]);
});

test('a second identical run executes nothing and shows the same bytes', async () => {
  const first = await run();
  const worker = await start();
  await atGate(worker, first);
  await worker.stop();
  workers.length = 0;
  let drawn = 0;
  const counting = withProcedural(project, (real) => ({
    runner: {
      environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
      generate: () => {
        drawn += 1;
        return Promise.reject(new Error('nothing should be drawn'));
      },
    },
  }));
  const second = await run();
  await atGate(await start(counting), second);
  expect(drawn).toBe(0);
  expect(await outcomes(second)).toEqual(['final reused', 'palette reused', 'normalize reused']);
  expect((await manifests(second)).map((m) => m.outcome.from)).toEqual([first, first, first]);
  expect((await job(second)).candidates).toEqual((await job(first)).candidates);
});

test('two workers with one fingerprint execute it once', async () => {
  const door = new Door();
  const one = await start(door.before(project), 'one');
  const first = await run();
  await door.someoneCame;
  const two = await start(door.before(project), 'two');
  const second = await run();
  await two.heard('job-claimed', ({ job: name }) => name === nameOf(second));
  // It waits with a reason until the other is done; nothing of its attempts is used up.
  await untilWaiting(second, 'same-stage-elsewhere');
  door.open();
  await atGate(one, first);
  await Promise.race(
    [one, two].map((worker) => worker.heard('job-moved', ({ job: name }) => name === nameOf(second))),
  );
  expect(door.entered).toBe(1);
  expect(await outcomes(second)).toEqual(['final reused', 'palette reused', 'normalize reused']);
  expect((await job(second)).candidates).toEqual((await job(first)).candidates);
});

async function untilWaiting(runId: RunId, reason: string): Promise<void> {
  while ((await job(runId)).waitingFor !== reason);
}

test('a stop finishes what has begun and begins nothing more', async () => {
  const door = new Door();
  const runId = await run(statue, statueBinding, [0, 1, 2]);
  const worker = await start(door.before(project));
  await door.someoneCame;
  const stopping = worker.stop();
  workers.length = 0;
  door.open();
  await stopping;
  const states = must(await saga.runs.jobs({ run: { runId } })).map((j) => j.state);
  expect(states).toEqual(['AwaitingReview', 'Pending', 'Pending']);
  expect(must(await saga.runs.workers())).toEqual([]);
});

test('a claim that comes back during a stop is given back unharmed', async () => {
  const runId = await run();
  let answer: () => void = () => undefined;
  const held = new Promise<void>((settle) => (answer = settle));
  let came: () => void = () => undefined;
  const claimed = new Promise<void>((settle) => (came = settle));
  const worker = await testWorker(project, database.worker, {
    queue: (queue) => ({
      ...queue,
      claim: async (...asked) => {
        const jobs = await queue.claim(...asked);
        came();
        await held;
        return jobs;
      },
    }),
  });
  await claimed;
  const stopping = worker.stop();
  answer();
  await stopping;
  const { id } = await job(runId);
  expect(await saga.eventNames(id)).toEqual(['queued', 'claimed', 'released']);
  expect(await saga.row(id)).toMatchObject({ runnable: true, attempt: 0 });
});

test('news that comes while the worker looks elsewhere is not lost', async () => {
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((settle) => (hear = settle));
  let isFirst = true;
  const worker = await testWorker(project, database.worker, {
    queue: (queue) => ({
      ...queue,
      listen: (onWork) =>
        queue.listen(() => {
          onWork();
          hear();
        }),
      claim: async (...asked) => {
        const jobs = await queue.claim(...asked);
        if (isFirst) {
          isFirst = false;
          await run();
          await heard;
        }
        return jobs;
      },
    }),
  });
  workers.push(worker);
  await worker.heard('job-moved');
});

describe('a lease that is lost in the middle of a stage', () => {
  for (const how of ['cancelled', 'reclaimed by another'] as const) {
    test(`publishes nothing: ${how}`, async () => {
      const door = new Door();
      const runId = await run();
      const worker = await start(door.before(project));
      await door.someoneCame;
      const { id } = await job(runId);
      if (how === 'cancelled') {
        must(await saga.runs.cancel(id));
      } else {
        await saga.expireLeases();
        must(await saga.work.sweep(true));
        must(
          await saga.work.claim('other', [{ turn: 'procedural', free: 1 }], {
            leaseMs: 60_000,
            deadlineMs: 60_000,
          }),
        );
      }
      const before = [await saga.row(id), await saga.eventNames(id)];
      door.open();
      await worker.heard('lease-lost');
      await worker.stop();
      workers.length = 0;
      expect([await saga.row(id), await saga.eventNames(id)]).toEqual(before);
      expect(await manifests(runId)).toEqual([]);
      expect(await filesUnder('art_pool')).toEqual([]);
      expect(await filesUnder('.art/store/actions')).toEqual([]);
    });
  }

  test('aborts the work when the heart beats', async () => {
    let aborted: () => boolean = () => false;
    let came: () => void = () => undefined;
    const someoneCame = new Promise<void>((settle) => (came = settle));
    const worker = await start(
      withProcedural(project, (real) => ({
        runner: {
          environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
          generate: async (_, { signal }) => {
            aborted = () => signal.aborted;
            came();
            await lost;
            return { ok: false, failure: { kind: 'stage-failed', stage: 'final', why: 'aborted' } };
          },
        },
      })),
      'w',
      900,
    );
    const lost = worker.heard('lease-lost');
    const runId = await run();
    await someoneCame;
    expect(aborted()).toBe(false);
    must(await saga.runs.cancel((await job(runId)).id));
    await lost;
    expect(aborted()).toBe(true);
  });
});

test('a bug in a backend fails its job with a trace, and the worker goes on', async () => {
  let calls = 0;
  const worker = await start(
    withProcedural(project, (real) => ({
      runner: {
        environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
        generate: (request, context) => {
          calls += 1;
          if (calls === 1) throw new TypeError('undefined is not a picture');
          return real.runner?.generate(request, context) ?? Promise.reject(new Error('no runner'));
        },
      },
    })),
  );
  const runId = await run(statue, statueBinding, [0, 1]);
  await worker.heard('job-moved', ({ state }) => state === 'AwaitingReview');
  const jobs = must(await saga.runs.jobs({ run: { runId } }));
  expect(jobs.map((j) => j.state).sort()).toEqual(['AwaitingReview', 'Failed']);
  expect(jobs.find((j) => j.state === 'Failed')).toMatchObject({
    errorClass: 'internal-error',
    errorMessage: 'undefined is not a picture',
  });
  expect(worker.told.find((t) => t.event === 'job-broke')?.fields['error']).toContain('TypeError');
});

test('a failure that another try may not meet is tried again, and given up in the end', async () => {
  let calls = 0;
  const worker = await start(
    withProcedural(project, (real) => ({
      runner: {
        environment: () => real.runner?.environment() ?? Promise.reject(new Error('no runner')),
        generate: () => {
          calls += 1;
          return Promise.resolve({ ok: false, failure: { kind: 'disk-full', path: '/x' } });
        },
      },
    })),
  );
  const runId = await run();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await worker.heard('job-set-back', (fields) => fields['attempt'] === attempt);
    if (attempt < 3) await untilWaiting(runId, 'retry');
  }
  while ((await job(runId)).state !== 'Failed');
  expect(calls).toBe(3);
  expect(await job(runId)).toMatchObject({ errorClass: 'disk-full' });
});

test('a run folder that is not what was queued is not executed', async () => {
  const runId = await run();
  const path = join(root, 'runs', runId, 'run.json');
  await chmod(path, 0o644);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"tester"', '"intruder"'));
  const worker = await start();
  await worker.heard('job-set-back');
  await worker.stop();
  workers.length = 0;
  expect(await job(runId)).toMatchObject({ state: 'Failed', errorClass: 'run-record-differs' });
  expect(await manifests(runId)).toEqual([]);
});

test('a recipe that the worker is too old for fails its job, and says that the worker is meant', async () => {
  const worker = await start(
    withProcedural(project, () => ({
      validate: ({ kind }) => [
        { severity: 'error', code: 'unknown-kind', message: `nobody here draws ${kind}`, path: ['kind'] },
      ],
    })),
  );
  const runId = await run();
  await worker.heard('job-set-back');
  await worker.stop();
  workers.length = 0;
  expect(await job(runId)).toMatchObject({
    state: 'Failed',
    errorClass: 'run-recipe-unreadable',
    errorMessage: expect.stringMatching(
      /made with Artkiln \S+, cannot be read by this worker: .*object\.statue/,
    ),
  });
  expect(await manifests(runId)).toEqual([]);
});

/** Writes other bytes over every blob of the store. */
async function damageStore(): Promise<void> {
  for (const path of await filesUnder('.art/store/cas')) {
    await chmod(join(root, path), 0o644);
    await writeFile(join(root, path), 'rust');
  }
}

test('a blob that was damaged on disk is fetched back from a run folder, and said', async () => {
  const first = await run();
  const worker = await start();
  await atGate(worker, first);
  await damageStore();
  const second = await run();
  await atGate(worker, second);
  expect(await outcomes(second)).toEqual(['final reused', 'palette reused', 'normalize reused']);
  expect((await manifests(second))[0]?.outcome.reasons).toEqual(['same-fingerprint', 'restored']);
  const { fields } = await worker.heard('output-restored');
  expect(fields).toMatchObject({ job: nameOf(second), stage: 'final' });
  expect(fields['from']).toContain(`runs/${first}/stages/`);
  expect((await job(second)).candidates).toEqual((await job(first)).candidates);
});

test('a blob that is damaged everywhere is made again, said, and the damaged one set aside', async () => {
  const first = await run();
  const worker = await start();
  await atGate(worker, first);
  const before = (await job(first)).candidates;
  await damageStore();
  for (const path of [...(await filesUnder('art_pool')), ...(await filesUnder(`runs/${first}/stages`))])
    if (!path.endsWith('manifest.json')) await rm(join(root, path));
  const second = await run();
  await atGate(worker, second);
  // What the palette stage gave has the same bytes as what was normalized after it, so that was whole again by then.
  expect(await outcomes(second)).toEqual(['final executed', 'palette executed', 'normalize reused']);
  expect((await manifests(second))[0]?.outcome.reasons).toEqual(['output-corrupt']);
  expect((await worker.heard('stage-made-again')).fields).toMatchObject({ why: 'output-corrupt' });
  expect((await job(second)).candidates).toEqual(before);
  expect((await filesUnder('.art/store/corrupt')).length).toBeGreaterThan(0);
});
