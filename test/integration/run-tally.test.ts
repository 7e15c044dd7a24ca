import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseListings } from '../../src/adapters/postgres/listings.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { conceptOf, conceptTurn, runRecord, Saga } from '../rig/saga.ts';

let database: TestDatabase;
let owner: pg.Pool;
let worker: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = database.pool('owner');
  worker = database.pool('worker');
});
afterAll(() => database.drop());

async function rig() {
  const saga = await new Saga(database, { owner, worker }).open();
  const listings = databaseListings(owner, { url: 'unused' }, saga.projectId);
  return { saga, listings };
}

test('a run that the database does not know has no tally', async () => {
  const { listings } = await rig();
  expect(must(await listings.runTally('run_9999_aaaa' as never))).toBeNull();
});

test('a tally counts the latest job of each cell of its run alone, and what workers hold', async () => {
  const { saga, listings } = await rig();
  const { run_id } = await saga.queue(runRecord(saga.projectId, {}, 4));
  const job = await saga.claimOne();
  must(await saga.work.enterConceptGate(job.lease, conceptOf('tally')));
  const second = await saga.claimOne();
  await saga.queue(runRecord(saga.projectId, {}, 3));
  expect(must(await listings.runTally(run_id))).toEqual({
    states: { AwaitingConceptApproval: 1, ConceptGenerating: 1, Pending: 2 },
    held: { AwaitingConceptApproval: 0, ConceptGenerating: 1, Pending: 0 },
    waiting: [],
    failed: [],
    spentMicroUsd: 0,
  });
  must(await saga.work.failJob(second.lease, 'stage-failed', 'it gave no picture'));
  const failed = must(await listings.runTally(run_id));
  expect(failed?.failed).toEqual([
    { id: second.id, errorClass: 'stage-failed', errorMessage: 'it gave no picture' },
  ]);
  must(await saga.runs.retry(second.id, 'trace'));
  const again = must(await listings.runTally(run_id));
  expect([again?.states, again?.failed]).toEqual([{ AwaitingConceptApproval: 1, Pending: 3 }, []]);
});

test('a tally says what jobs wait for and until when, a paused backend too', async () => {
  const { saga, listings } = await rig();
  const { run_id } = await saga.queue(runRecord(saga.projectId, {}, 3));
  const job = await saga.claimOne();
  must(await saga.work.wait(job.lease, 'ceiling', 60_000));
  await owner.query(
    `insert into art.art_backends (project_id, backend, is_paused, paused_why) values ($1, $2, true, 'test')
     on conflict (project_id, backend) do update set is_paused = true`,
    [saga.projectId, conceptTurn],
  );
  const tally = must(await listings.runTally(run_id));
  expect(tally?.waiting.map(({ reason, jobs }) => [reason, jobs])).toEqual([
    ['backend-paused', 2],
    ['ceiling', 1],
  ]);
  expect(tally?.waiting[1]?.until).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('a tally names the last twenty that failed, the newest first', async () => {
  const { saga, listings } = await rig();
  const { run_id } = await saga.queue(runRecord(saga.projectId, {}, 25));
  for (let cell = 1; cell <= 25; cell += 1) must(await saga.runs.cancel({ runId: run_id, cell, try: 1 }));
  const tally = must(await listings.runTally(run_id));
  expect(tally?.states).toEqual({ Failed: 25 });
  expect(tally?.failed.map(({ id }) => id.cell)).toEqual(Array.from({ length: 20 }, (_, i) => 25 - i));
});
