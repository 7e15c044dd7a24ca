import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimText } from '../../src/adapters/postgres/queries/claim-jobs.ts';
import { sweepText } from '../../src/adapters/postgres/queries/sweep-leases.ts';
import type { ClaimedJob } from '../../src/ports/worker-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { conceptOf, conceptTurn, finalTurn, runRecord, Saga, times, ungated } from '../rig/saga.ts';

let database: TestDatabase;
let owner: pg.Pool;
let worker: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = database.pool('owner');
  worker = database.pool('worker');
});
afterAll(() => database.drop());

const newSaga = () => new Saga(database, { owner, worker }).open();

async function claimed(saga: Saga, state: 'concept' | 'final' | 'persisting'): Promise<ClaimedJob> {
  const record = runRecord(saga.projectId);
  await saga.queue(state === 'concept' ? record : ungated(record));
  const job = await saga.claimOne(state === 'concept' ? conceptTurn : finalTurn);
  if (state === 'persisting') must(await saga.work.finalStored(job.lease));
  return job;
}

describe('a claim', () => {
  test('takes later states first, then priority, then age', async () => {
    const saga = await newSaga();
    const old = await saga.queue(ungated(runRecord(saga.projectId, {}, 2)));
    const late = await saga.queue(ungated(runRecord(saga.projectId)));
    const begun = await saga.queue(ungated(runRecord(saga.projectId)));
    const urgent = await saga.queue(ungated(runRecord(saga.projectId)));
    const all = await saga.claim(9, finalTurn);
    for (const job of all.filter((j) => j.id.runId === begun.run_id))
      must(await saga.work.release(job.lease));
    await owner.query(`update art.art_jobs set priority = 5 where run_id = $1`, [urgent.run_id]);
    // The others back to the start, as if they had never been claimed, by way of fresh runs of the same age order.
    const order = (await saga.claim(9, finalTurn)).map((j) => j.id.runId);
    expect(order).toEqual([begun.run_id]);
    expect(all.map((j) => `${j.id.runId}/${j.id.cell}`)).toEqual([
      `${old.run_id}/1`,
      `${old.run_id}/2`,
      `${late.run_id}/1`,
      `${begun.run_id}/1`,
      `${urgent.run_id}/1`,
    ]);
  });

  test('prefers what is urgent to what is old, and what has begun to both', async () => {
    const saga = await newSaga();
    const begun = await saga.queue(ungated(runRecord(saga.projectId)));
    must(await saga.work.release((await saga.claimOne(finalTurn)).lease));
    const old = await saga.queue(ungated(runRecord(saga.projectId)));
    const urgent = await saga.queue(ungated(runRecord(saga.projectId)));
    await owner.query(`update art.art_jobs set priority = 5 where run_id = $1`, [urgent.run_id]);
    const one = async () => (await saga.claimOne(finalTurn)).id.runId;
    expect([await one(), await one(), await one()]).toEqual([begun.run_id, urgent.run_id, old.run_id]);
  });

  test('serves every turn with free slots in one statement, and passes a paused backend over', async () => {
    const saga = await newSaga();
    await saga.queue(runRecord(saga.projectId, {}, 3));
    await saga.queue(ungated(runRecord(saga.projectId, {}, 3)));
    const persisting = await claimed(saga, 'persisting');
    await saga.expireLeases();
    must(await saga.work.sweep(true));
    const slots = [
      { turn: conceptTurn, free: 2 },
      { turn: finalTurn, free: 1 },
      { turn: 'local', free: 4 },
    ];
    const jobs = must(await saga.work.claim('w1', slots, times));
    expect(jobs.map((j) => j.state)).toEqual([
      'Persisting',
      'RotationGenerating',
      'ConceptGenerating',
      'ConceptGenerating',
    ]);
    expect(jobs[0]?.id).toEqual(persisting.id);
    await owner.query(`insert into art.art_backends (project_id, backend, is_paused) values ($1, $2, true)`, [
      saga.projectId,
      finalTurn,
    ]);
    const next = must(await saga.work.claim('w1', slots, times));
    expect(next.map((j) => j.state)).toEqual(['ConceptGenerating']);
    const waiting = must(await saga.runs.jobs({})).filter((j) => j.waitingFor === 'backend-paused');
    expect(waiting.map((j) => j.backend)).toEqual([finalTurn, finalTurn]);
  });

  test('never gives one job to two workers', async () => {
    const saga = await newSaga();
    await saga.queue(ungated(runRecord(saga.projectId, {}, 60)));
    const claims = await Promise.all(Array.from({ length: 12 }, (_, i) => saga.claim(7, finalTurn, `w${i}`)));
    const keys = claims.flat().map((j) => j.lease.key);
    expect(keys).toHaveLength(60);
    expect(new Set(keys).size).toBe(60);
    expect(new Set(claims.flat().map((j) => j.lease.token)).size).toBe(60);
  });
});

test('an enqueue, a retry and a decision wake whoever listens, and nothing else does', async () => {
  const saga = await newSaga();
  let heard = 0;
  let next: () => void = () => undefined;
  const stop = must(
    await saga.work.listen(() => {
      heard += 1;
      next();
    }),
  );
  const told = async (act: () => Promise<unknown>): Promise<void> => {
    const came = new Promise<void>((resolve) => (next = resolve));
    await act();
    await came;
  };
  await told(() => saga.queue());
  const job = await saga.claimOne();
  must(await saga.work.enterConceptGate(job.lease, conceptOf('a')));
  await told(async () => saga.decide(await saga.job(job.id), 'reject'));
  await told(() => saga.runs.retry(job.id, 't'));
  // Another project's news is not ours: it would come before the next of our own.
  await (await newSaga()).queue();
  await told(() => saga.queue());
  expect(heard).toBe(4);
  await stop();
});

test('a listener whose connection breaks listens again and looks at once for what it missed', async () => {
  const saga = await newSaga();
  let next: () => void = () => undefined;
  const stop = must(await saga.work.listen(() => next()));
  const came = new Promise<void>((resolve) => (next = resolve));
  await database
    .pool('super')
    .query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen art_work'`,
    );
  await came;
  await stop();
});

describe('at ten thousand jobs', () => {
  let saga: Saga;
  beforeAll(async () => {
    saga = await newSaga();
    for (let i = 0; i < 5; i += 1) await saga.queue(runRecord(saga.projectId, {}, 1_000));
    for (let i = 0; i < 5; i += 1) await saga.queue(ungated(runRecord(saga.projectId, {}, 1_000)));
    await database.pool('owner').query('analyze art.art_jobs');
  });

  interface Node {
    readonly 'Node Type': string;
    readonly 'Relation Name'?: string;
    readonly 'Index Name'?: string;
    readonly Plans?: readonly Node[];
  }
  const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

  async function planOf(text: string, values: unknown[]): Promise<Node[]> {
    const client = await worker.connect();
    try {
      await client.query('begin');
      // As the pool runs it: a generic plan, which knows nothing of the values.
      await client.query(`set local plan_cache_mode = force_generic_plan`);
      const { rows } = await client.query(`explain (format json) ${text}`, values);
      return flat((rows[0] as { 'QUERY PLAN': { Plan: Node }[] })['QUERY PLAN'][0]?.Plan as Node);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const scanned = (plan: Node[]): string[] =>
    plan
      .filter((n) => n['Node Type'] === 'Seq Scan' && n['Relation Name'] === 'art_jobs')
      .map((n) => n['Node Type']);

  test('a claim reads the claim index in its order and never the table', async () => {
    const plan = await planOf(claimText, [saga.projectId, [conceptTurn, finalTurn], [2, 2], 'w', 1000, 1000]);
    expect(scanned(plan)).toEqual([]);
    expect(plan.map((n) => n['Index Name'])).toContain('art_jobs_claim');
    const read = plan.find((n) => n['Index Name'] === 'art_jobs_claim');
    expect(read?.['Node Type']).toBe('Index Scan');
  });

  test('a sweep reads what is leased and what waits, and never the table', async () => {
    const plan = await planOf(sweepText, [saga.projectId, 1]);
    expect(scanned(plan)).toEqual([]);
    expect(plan.map((n) => n['Index Name'])).toEqual(
      expect.arrayContaining(['art_jobs_leased', 'art_jobs_waiting']),
    );
  });

  test('a page of jobs comes newest run first, then by cell', async () => {
    const jobs = must(await saga.runs.jobs({ limit: 3 }));
    expect(jobs.map((j) => j.id.cell)).toEqual([1, 2, 3]);
  });
});
