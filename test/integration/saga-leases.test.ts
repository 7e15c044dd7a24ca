import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renewLeases } from '../../src/adapters/postgres/queries/renew-leases.ts';
import { asFingerprint } from '../../src/domain/ids.ts';
import type { ClaimedJob, Fenced, WorkerQueue } from '../../src/ports/worker-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  candidateOf,
  conceptOf,
  conceptTurn,
  digestOf,
  finalTurn,
  runRecord,
  Saga,
  ungated,
} from '../rig/saga.ts';

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
const fingerprint = asFingerprint(digestOf('stage'));

/** Every write that a worker has, with the state that it may be made in. */
const writes: readonly [
  name: string,
  state: 'concept' | 'final' | 'persisting',
  (q: WorkerQueue, job: ClaimedJob) => Promise<Fenced>,
][] = [
  ['entering the concept gate', 'concept', (q, job) => q.enterConceptGate(job.lease, conceptOf('z'))],
  ['storing the final', 'final', (q, job) => q.finalStored(job.lease)],
  ['entering the review gate', 'persisting', (q, job) => q.enterReviewGate(job.lease, [candidateOf('z')])],
  ['giving back', 'final', (q, job) => q.release(job.lease)],
  ['waiting', 'final', (q, job) => q.wait(job.lease, 'ceiling', 1000)],
  ['trying later', 'final', (q, job) => q.retryLater(job.lease, 1000, 'disk-full')],
  ['failing', 'final', (q, job) => q.failJob(job.lease, 'stage-failed', 'it broke')],
];

async function claimed(saga: Saga, state: 'concept' | 'final' | 'persisting'): Promise<ClaimedJob> {
  const record = runRecord(saga.projectId);
  await saga.queue(state === 'concept' ? record : ungated(record));
  const job = await saga.claimOne(state === 'concept' ? conceptTurn : finalTurn);
  if (state === 'persisting') must(await saga.work.finalStored(job.lease));
  return job;
}

describe('a worker that lost its lease', () => {
  for (const [name, state, write] of writes) {
    test(`changes nothing by ${name}, after the job was reclaimed and claimed again`, async () => {
      const saga = await newSaga();
      const job = await claimed(saga, state);
      await saga.expireLeases();
      must(await saga.work.sweep(true));
      const turn = state === 'concept' ? conceptTurn : state === 'final' ? finalTurn : 'local';
      // The same process claims again: an owner's name would not tell the two leases apart.
      const owned = await saga.claimOne(turn);
      expect(owned.lease.key).toBe(job.lease.key);
      const before = [await saga.row(job.id), await saga.events(job.id)];
      expect(must(await write(saga.work, job))).toBeNull();
      expect(must(await saga.work.holds(job.lease))).toBe(false);
      expect(must(await saga.work.takeRight(job.lease, fingerprint, 1000))).toBe(false);
      expect([await saga.row(job.id), await saga.events(job.id)]).toEqual(before);
      expect(must(await write(saga.work, owned))).not.toBeNull();
    });

    test(`changes nothing by ${name}, though nobody has taken the job yet`, async () => {
      const saga = await newSaga();
      const job = await claimed(saga, state);
      await saga.expireLeases();
      const before = [await saga.row(job.id), await saga.events(job.id)];
      expect(must(await write(saga.work, job))).toBeNull();
      expect(must(await saga.work.renew('w1', [job.lease], 60_000))).toEqual([]);
      expect(must(await saga.work.takeRight(job.lease, fingerprint, 1000))).toBe(false);
      expect([await saga.row(job.id), await saga.events(job.id)]).toEqual(before);
    });
  }

  test('cannot make a write of another state', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'concept');
    expect(must(await saga.work.finalStored(job.lease))).toBeNull();
    expect(must(await saga.work.enterReviewGate(job.lease, [candidateOf('z')]))).toBeNull();
    expect((await saga.job(job.id)).state).toBe('ConceptGenerating');
  });
});

describe('a lease', () => {
  test('is renewed while it lives and its deadline is ahead, for the rights of its stages too', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    const other = await claimed(saga, 'final');
    must(await saga.work.takeRight(job.lease, fingerprint, 1));
    await owner.query(`update art.art_jobs set processing_deadline_at = clock_timestamp() where id = $1`, [
      other.lease.key,
    ]);
    expect(must(await saga.work.renew('w1', [job.lease, other.lease], 600_000))).toEqual([job.lease]);
    const { rows } = await owner.query<{ s: number }>(
      `select extract(epoch from lease_expires_at - clock_timestamp())::float8 s from art.art_jobs where id = $1
       union all select extract(epoch from expires_at - clock_timestamp())::float8 from art.art_stage_rights where lease_token = $2`,
      [job.lease.key, job.lease.token],
    );
    expect(rows).toHaveLength(2);
    for (const { s } of rows) expect(s).toBeGreaterThan(500);
  });

  test('is renewed by heap-only updates', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    const client = await database.pool('super').connect();
    try {
      // Counters of a session's own: no other test moves them and nothing waits for the collector.
      const count = async (): Promise<number[]> => {
        const { rows } = await client.query<{ a: string; h: string }>(
          `select n_tup_upd a, n_tup_hot_upd h from pg_stat_xact_user_tables where relname = 'art_jobs'`,
        );
        return [Number(rows[0]?.a), Number(rows[0]?.h)];
      };
      await client.query('begin');
      for (let i = 0; i < 5; i += 1) {
        await renewLeases(client, [job.lease], 60_000);
      }
      expect(await count()).toEqual([5, 5]);
      await client.query('rollback');
    } finally {
      client.release();
    }
  });

  test('that is given back leaves the attempt unused, and the job runnable', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    must(await saga.work.release(job.lease));
    expect(await saga.row(job.id)).toMatchObject({
      runnable: true,
      attempt: 0,
      lease_owner: null,
      state: 'RotationGenerating',
    });
    expect((await saga.claimOne(finalTurn)).attempt).toBe(1);
  });

  test('gives the right to a stage to one holder, until it is given back or runs out', async () => {
    const saga = await newSaga();
    const [one, two] = [await claimed(saga, 'final'), await claimed(saga, 'final')];
    const take = (job: ClaimedJob) => saga.work.takeRight(job.lease, fingerprint, 60_000);
    expect(must(await take(one))).toBe(true);
    expect(must(await take(one))).toBe(true);
    expect(must(await take(two))).toBe(false);
    must(await saga.work.giveRight(two.lease, fingerprint));
    expect(must(await take(two))).toBe(false);
    must(await saga.work.giveRight(one.lease, fingerprint));
    expect(must(await take(two))).toBe(true);
    await owner.query(
      `update art.art_stage_rights set expires_at = clock_timestamp() where project_id = $1`,
      [saga.projectId],
    );
    expect(must(await take(one))).toBe(true);
    expect(must(await take(two))).toBe(false);
    // Nobody else's project is meant by the same fingerprint.
    const other = await newSaga();
    expect(must(await other.work.takeRight((await claimed(other, 'final')).lease, fingerprint, 1000))).toBe(
      true,
    );
  });
});

describe('the sweep', () => {
  test('takes back expired leases and leaves live ones alone', async () => {
    const saga = await newSaga();
    const dead = await claimed(saga, 'final');
    await saga.expireLeases();
    const alive = await claimed(saga, 'final');
    expect(must(await saga.work.sweep(true))).toEqual({ reclaimed: 1, timedOut: 0, woken: 0 });
    expect(must(await saga.work.holds(alive.lease))).toBe(true);
    expect(await saga.eventNames(dead.id)).toEqual(['queued', 'claimed', 'reclaimed']);
    expect(must(await saga.work.sweep(true))).toEqual({ reclaimed: 0, timedOut: 0, woken: 0 });
  });

  test('fails a job at the third lease in a row that ran out', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    for (let n = 1; n <= 3; n += 1) {
      await saga.expireLeases();
      const swept = must(await saga.work.sweep(true));
      expect(swept).toEqual({ reclaimed: n < 3 ? 1 : 0, timedOut: n < 3 ? 0 : 1, woken: 0 });
      expect(await saga.claim(1, finalTurn)).toHaveLength(n < 3 ? 1 : 0);
    }
    expect(await saga.job(job.id)).toMatchObject({ state: 'Failed', errorClass: 'stage_timeout_repeated' });
    expect((await saga.eventNames(job.id)).at(-1)).toBe('timed-out');
  });

  test('counts anew after progress', async () => {
    const saga = await newSaga();
    let job = await claimed(saga, 'final');
    for (let n = 0; n < 2; n += 1) {
      await saga.expireLeases();
      must(await saga.work.sweep(true));
      job = await saga.claimOne(finalTurn);
    }
    must(await saga.work.finalStored(job.lease));
    for (let n = 0; n < 2; n += 1) {
      await saga.expireLeases();
      expect(must(await saga.work.sweep(true)).timedOut).toBe(0);
      job = await saga.claimOne('local');
    }
    expect(await saga.row(job.id)).toMatchObject({ reclaims: 2, state: 'Persisting' });
  });

  test('counts anew after a failure in good order, but not after a wait', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    const reclaim = async (): Promise<void> => {
      await saga.expireLeases();
      must(await saga.work.sweep(true));
    };
    await reclaim();
    must(await saga.work.wait((await saga.claimOne(finalTurn)).lease, 'same-stage-elsewhere', 0));
    await saga.endWaits();
    must(await saga.work.sweep(true));
    await saga.claimOne(finalTurn);
    await reclaim();
    expect((await saga.row(job.id))['reclaims']).toBe(2);
    must(await saga.work.retryLater((await saga.claimOne(finalTurn)).lease, 0, 'disk-full'));
    expect((await saga.row(job.id))['reclaims']).toBe(0);
  });

  test('counts nothing while the machine slept', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    for (let n = 0; n < 5; n += 1) {
      await saga.expireLeases();
      expect(must(await saga.work.sweep(false))).toEqual({ reclaimed: 1, timedOut: 0, woken: 0 });
      await saga.claimOne(finalTurn);
    }
    expect(await saga.row(job.id)).toMatchObject({ reclaims: 0, state: 'RotationGenerating' });
  });

  test('wakes what has waited long enough, with what it waited for in the listing until then', async () => {
    const saga = await newSaga();
    const job = await claimed(saga, 'final');
    must(await saga.work.wait(job.lease, 'ceiling', 60_000));
    expect(await saga.job(job.id)).toMatchObject({ waitingFor: 'ceiling', state: 'RotationGenerating' });
    expect(must(await saga.work.sweep(true)).woken).toBe(0);
    expect(await saga.claim(1, finalTurn)).toHaveLength(0);
    await saga.endWaits();
    expect(must(await saga.work.sweep(true)).woken).toBe(1);
    const again = await saga.claimOne(finalTurn);
    expect(again.attempt).toBe(1);
    must(await saga.work.retryLater(again.lease, 60_000, 'disk-full'));
    expect(await saga.job(job.id)).toMatchObject({ waitingFor: 'retry', errorClass: 'disk-full' });
    await saga.endWaits();
    must(await saga.work.sweep(true));
    expect((await saga.claimOne(finalTurn)).attempt).toBe(2);
  });

  test('of two workers at once takes each job once', async () => {
    const saga = await newSaga();
    for (let i = 0; i < 20; i += 1) await claimed(saga, 'final');
    await saga.expireLeases();
    const swept = await Promise.all([saga.work.sweep(true), saga.work.sweep(true), saga.work.sweep(true)]);
    expect(swept.map((s) => must(s).reclaimed).reduce((a, b) => a + b)).toBe(20);
  });
});

test('a failure message that no database can hold is kept in what it can', async () => {
  const saga = await newSaga();
  const job = await claimed(saga, 'final');
  must(await saga.work.failJob(job.lease, 'stage-failed', `bad \0 byte ${'x'.repeat(9_000)}`));
  const { errorMessage } = await saga.job(job.id);
  expect(errorMessage).toHaveLength(2_000);
  expect(errorMessage).toContain('bad  byte');
});
