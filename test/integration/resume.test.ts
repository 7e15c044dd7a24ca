import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeRun, planClose } from '../../src/app/close-run.ts';
import { queuePending } from '../../src/app/queue-pending.ts';
import { planResume, resumeRun, type ResumeDeps } from '../../src/app/resume-run.ts';
import { tell } from '../../src/domain/failure.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { formatJobId } from '../../src/domain/job/job-id.ts';
import { ok, type Result } from '../../src/domain/result.ts';
import { fingerprintOf } from '../../src/domain/run/fingerprint.ts';
import type { RunRecord } from '../../src/domain/run/run-record.ts';
import { withoutSelfDigest } from '../../src/domain/run/self-digest.ts';
import type { StageManifest } from '../../src/domain/run/stage-manifest.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf, signerOf } from '../rig/gate.ts';
import {
  generateRun,
  removeProject,
  statue,
  statueBinding,
  testWorker,
  withProcedural,
} from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let rig: DecidedProject;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
});
afterAll(() => database.drop());
beforeEach(async () => {
  rig = await DecidedProject.make(await new Saga(database, pools).open(), database);
});
afterEach(() => removeProject(rig.root));

async function resume(run: RunId, deps: ResumeDeps = rig.deps): Promise<Result<readonly string[]>> {
  const plan = await planResume(deps, run);
  if (!plan.ok) return plan;
  const resumed = await resumeRun(deps, plan.value);
  return resumed.ok ? ok(resumed.value.map(formatJobId)) : resumed;
}
const queued = (children: readonly number[] = [0, 1, 2]): Promise<RunId> =>
  generateRun(rig.project, rig.saga.runs, statue, [statueBinding], children);
async function cancel(run: RunId, ...cells: readonly number[]): Promise<void> {
  for (const cell of cells) must(await rig.saga.runs.cancel({ runId: run, cell, try: 1 }));
}
/** What the database has of a run: every try of every cell, and how it began. */
async function tries(run: RunId): Promise<readonly string[]> {
  const jobs = must(await rig.saga.runs.jobs({ run: { runId: run } }));
  return jobs.map(({ id, state }) => `${id.cell}.${id.try} ${state}`).sort();
}
/** Forgets the rows of a run, as a database that was lost does. */
async function forget(run: RunId): Promise<void> {
  const owner = database.pool('super');
  const of = `project_id = '${rig.saga.projectId}' and run_id = '${run}'`;
  const client = await owner.connect();
  await client.query('set session_replication_role = replica');
  for (const table of ['art_job_events', 'art_candidates', 'art_decision_uses'])
    await client.query(`delete from art.${table} where job_id in (select id from art.art_jobs where ${of})`);
  await client.query(`delete from art.art_jobs where ${of}`);
  await client.query(`delete from art.art_runs where ${of}`);
  client.release(true);
}
/** Lets a worker bring these jobs to the review gate. */
async function workOn(...jobs: readonly string[]): Promise<void> {
  const worker = await testWorker(rig.project, database.worker);
  try {
    for (const name of jobs)
      await worker.heard('job-moved', ({ job, state }) => job === name && state === 'AwaitingReview');
  } finally {
    await worker.stop();
  }
}
const stagesOf = async (run: RunId): Promise<string[]> =>
  (await readdir(join(rig.root, 'runs', run, 'stages'))).sort();
async function alterManifest(
  run: RunId,
  folder: string,
  change: (manifest: StageManifest) => object,
): Promise<void> {
  const path = join(rig.root, 'runs', run, 'stages', folder, 'manifest.json');
  const manifest = JSON.parse(withoutSelfDigest(await readFile(path, 'utf8'))) as StageManifest;
  await chmod(path, 0o644);
  await writeFile(path, JSON.stringify({ ...manifest, ...change(manifest) }));
}

describe('resuming a run', () => {
  it('gives what failed and was cancelled one more try, and leaves the rest alone', async () => {
    const run = await rig.statues([0, 1, 2]);
    await cancel(run, 2, 3);
    must(await rig.decideAll((await rig.verdictsOn(run, 'approve')).slice(0, 1)));
    expect(must(await resume(run))).toEqual([`${run}/2.2`, `${run}/3.2`]);
    expect(await tries(run)).toEqual([
      '1.1 Approved',
      '2.1 Failed',
      '2.2 Pending',
      '3.1 Failed',
      '3.2 Pending',
    ]);
    const before = await stagesOf(run);
    await workOn(`${run}/2.2`, `${run}/3.2`);
    expect(await rig.states(run)).toEqual(['Approved', 'AwaitingReview', 'AwaitingReview']);
    expect(await stagesOf(run)).toEqual(before);
  });

  it('leaves a rejected cell rejected: that was a decision', async () => {
    const run = await rig.statues([0]);
    must(await rig.decideAll(await rig.verdictsOn(run, 'reject')));
    expect(must(await resume(run))).toEqual([]);
    expect(await tries(run)).toEqual(['1.1 Rejected']);
  });

  it('by many at once gives each cell one try', async () => {
    const run = await queued([0, 1, 2, 3]);
    await cancel(run, 1, 2, 3, 4);
    const plans = await Promise.all(Array.from({ length: 5 }, () => planResume(rig.deps, run)));
    const told = await Promise.all(plans.map((plan) => resumeRun(rig.deps, must(plan))));
    expect(told.flatMap((one) => must(one).map(formatJobId)).sort()).toEqual(
      [1, 2, 3, 4].map((cell) => `${run}/${cell}.2`),
    );
    expect(must(await resume(run))).toEqual([]);
  });

  it('beside a worker that works on it changes nothing of what is on the way', async () => {
    const run = await queued();
    const working = workOn(`${run}/1`, `${run}/2`, `${run}/3`);
    for (let n = 0; n < 5; n += 1) expect(must(await resume(run))).toEqual([]);
    await working;
    expect(await tries(run)).toEqual([1, 2, 3].map((cell) => `${cell}.1 AwaitingReview`));
  });

  it('queues a folder that the database does not know, each job where its files prove that it is', async () => {
    const run = await rig.statues([0, 1]);
    must(await rig.decideAll((await rig.verdictsOn(run, 'approve')).slice(0, 1)));
    const stages = await stagesOf(run);
    for (const folder of stages.filter((name) => name.includes('.001.') && name.includes('normalize')))
      await rm(join(rig.root, 'runs', run, 'stages', folder), { recursive: true });
    await forget(run);
    expect(must(await resume(run))).toEqual([`${run}/1`, `${run}/2`]);
    expect(await tries(run)).toEqual(['1.1 Approved', '2.1 Pending']);
    expect(must(await resume(run))).toEqual([]);
    await workOn(`${run}/2`);
    expect(await tries(run)).toEqual(['1.1 Approved', '2.1 AwaitingReview']);
    expect(await stagesOf(run)).toEqual(stages);
  });

  it('gives a cell without a job its first one', async () => {
    const run = await queued();
    const client = await database.pool('super').connect();
    await client.query('set session_replication_role = replica');
    const of = `project_id = '${rig.saga.projectId}' and run_id = '${run}' and cell = 2`;
    await client.query(
      `delete from art.art_job_events where job_id in (select id from art.art_jobs where ${of})`,
    );
    await client.query(`delete from art.art_jobs where ${of}`);
    client.release(true);
    expect(must(await resume(run))).toEqual([`${run}/2`]);
    expect(await tries(run)).toEqual(['1.1 Pending', '2.1 Pending', '3.1 Pending']);
  });

  it('takes up an interrupted generate, alone and beside the command that queues what is left', async () => {
    const run = await queued([0]);
    const marker = join(rig.root, '.art/pending', run);
    for (const isBeside of [false, true]) {
      await forget(run);
      await writeFile(marker, 'a marker\n');
      const both = await Promise.all([resume(run), isBeside ? queuePending(rig.deps) : ok([])]);
      for (const one of both) must(one as Result<unknown>);
      expect(await tries(run)).toEqual(['1.1 Pending']);
      expect(await readdir(join(rig.root, '.art/pending'))).toEqual([]);
    }
  });

  it('stopped between any two of its steps is finished by another', async () => {
    class Stop extends Error {}
    const stop = (): never => {
      throw new Stop();
    };
    const run = await rig.statues([0, 1]);
    const { runs, queue } = rig.deps;
    const stops: readonly Partial<ResumeDeps>[] = [
      { queue: { ...queue, queueRun: stop } },
      { queue: { ...queue, restoreJobs: stop } },
      { runs: { ...runs, clearPending: stop } },
    ];
    for (const stopped of stops) {
      await forget(run);
      await expect(resume(run, { ...rig.deps, ...stopped })).rejects.toThrow(Stop);
      must(await resume(run));
      expect(await tries(run)).toEqual(['1.1 AwaitingReview', '2.1 AwaitingReview']);
    }
    await cancel(run, 1);
    await expect(resume(run, { ...rig.deps, queue: { ...queue, restoreJobs: stop } })).rejects.toThrow(Stop);
    must(await resume(run));
    expect(await tries(run)).toEqual(['1.1 Failed', '1.2 Pending', '2.1 AwaitingReview']);
  });
});

describe('a run that cannot go on in place', () => {
  const mismatch = async (run: RunId, deps: ResumeDeps): Promise<readonly string[]> => {
    const refused = await resume(run, deps);
    if (refused.ok || refused.failure.kind !== 'resume-mismatch')
      throw new Error(`it was not refused: ${JSON.stringify(refused)}`);
    expect(tell(refused.failure).next).toContain(`art run recover ${run} --continue`);
    return refused.failure.fields.map(({ field }) => field);
  };

  it('names the version of the stage that is another by now, and queues nothing', async () => {
    const run = await rig.statues([0, 1]);
    await cancel(run, 2);
    const newer = withProcedural(rig.project, (backend) => ({ version: backend.version + 1 }));
    const was = rig.project.registry.backends.get('procedural')?.version ?? 0;
    expect(await mismatch(run, { ...rig.deps, ...newer })).toEqual([`version of final ${was} -> ${was + 1}`]);
    expect(await tries(run)).toEqual(['1.1 AwaitingReview', '2.1 Failed']);
  });

  it('names the field of the environment', async () => {
    const run = await rig.statues([0]);
    await cancel(run, 1);
    const moved = withProcedural(rig.project, (backend) => ({
      runner: {
        generate: () => Promise.reject(new Error('not asked')),
        ...backend.runner,
        environment: () => Promise.resolve(ok({ torch: '2.5' })),
      },
    }));
    expect(await mismatch(run, { ...rig.deps, ...moved })).toContainEqual(
      expect.stringMatching(/^environment\.torch .*2\.5/),
    );
  });

  it('goes on while nothing that differs was made yet', async () => {
    const run = await queued([0]);
    await cancel(run, 1);
    const newer = withProcedural(rig.project, (backend) => ({ version: backend.version + 1 }));
    expect(must(await resume(run, { ...rig.deps, ...newer }))).toEqual([`${run}/1.2`]);
  });

  it('takes a pinned stage by its own ingredients', async () => {
    const run = await rig.statues([0]);
    await cancel(run, 1);
    const final = (await stagesOf(run)).find((name) => name.includes('final')) ?? '';
    await alterManifest(run, final, (manifest) => {
      const ingredients = { ...manifest.ingredients, version: 0 };
      return {
        ingredients,
        fingerprint: fingerprintOf(ingredients, rig.project.sha256),
        outcome: { kind: 'pinned', from: 'run_0001_aaaa', reasons: ['version of final 0 -> 1'] },
      };
    });
    expect(must(await resume(run))).toEqual([`${run}/1.2`]);
    await alterManifest(run, final, () => ({ outcome: { kind: 'executed', from: null, reasons: [] } }));
    expect((await mismatch(run, rig.deps))[0]).toMatch(/^version of final 0 -> /);
  });

  it('is told of a stage whose fingerprint is not that of its ingredients, or that is of another place', async () => {
    const run = await rig.statues([0]);
    const final = (await stagesOf(run)).find((name) => name.includes('final')) ?? '';
    await alterManifest(run, final, ({ ingredients }) => ({ ingredients: { ...ingredients, version: 0 } }));
    expect(failureOf(await resume(run))).toBe('run-record-invalid');
    await alterManifest(run, final, () => ({ child_index: 7 }));
    expect(failureOf(await resume(run))).toBe('run-record-invalid');
  });

  it('is sealed', async () => {
    const run = await rig.statues([0]);
    const plan = must(await planClose(rig.deps, run));
    must(await closeRun(rig.deps, plan, signerOf('Asa'), () => undefined));
    const refused = await resume(run);
    expect(failureOf(refused)).toBe('run-sealed');
    if (!refused.ok) expect(tell(refused.failure).next).toContain('--continue');
    await writeFile(join(rig.root, 'runs', run, 'SEAL.json'), 'no seal', { flag: 'r+' }).catch(
      () => undefined,
    );
    expect(failureOf(await resume(run))).toBe('run-sealed');
  });

  it.each<[string, (record: RunRecord) => object]>([
    ['a seed of a stranger’s', ({ cells }) => ({ cells: cells.map((cell) => ({ ...cell, seed: 5 })) })],
    [
      'a value that its recipe has not',
      ({ cells }) => ({
        cells: cells.map((cell) => ({ ...cell, binding: { ...cell.binding, material: 'x' } })),
      }),
    ],
    ['a cell twice', ({ cells }) => ({ cells: [...cells, ...cells.map((cell) => ({ ...cell, n: 2 }))] })],
    ['another text under its digest', ({ recipe }) => ({ recipe: { ...recipe, text: `${recipe.text} ` } })],
  ])('has %s, and gets no row', async (_, change) => {
    const run = await queued([0]);
    await forget(run);
    const path = join(rig.root, 'runs', run, 'run.json');
    const record = JSON.parse(await readFile(path, 'utf8')) as RunRecord;
    await chmod(path, 0o644);
    await writeFile(path, JSON.stringify({ ...record, ...change(record) }));
    expect(failureOf(await resume(run))).toBe('run-record-invalid');
    expect(await tries(run)).toEqual([]);
  });

  it('went through other stages than its recipe does today', async () => {
    const run = await queued([0]);
    await forget(run);
    const path = join(rig.root, 'runs', run, 'run.json');
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o644);
    const { pipelines, ...record } = JSON.parse(text) as RunRecord;
    const [[backend = '', stages = []] = []] = Object.entries(pipelines);
    await writeFile(path, JSON.stringify({ ...record, pipelines: { [backend]: stages.slice(0, 1) } }));
    expect(await mismatch(run, rig.deps)).toEqual([
      'stages of procedural final -> final, palette, normalize',
    ]);
  });

  it('is of another project, or not the file that was queued', async () => {
    const run = await queued([0]);
    const path = join(rig.root, 'runs', run, 'run.json');
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o644);
    await writeFile(path, text.replace(rig.saga.projectId, `prj_${'a'.repeat(20)}`));
    expect(failureOf(await resume(run))).toBe('run-record-invalid');
    await writeFile(path, text.replace('"tester"', '"another"'));
    expect(failureOf(await resume(run))).toBe('run-record-differs');
  });
});
