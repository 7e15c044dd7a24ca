import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { databaseListings } from '../../src/adapters/postgres/listings.ts';
import { formatJobId } from '../../src/domain/job/job-id.ts';
import type { EventFeed, EventFilter } from '../../src/ports/listings.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { Saga, ungated, runRecord, finalTurn } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let writers: pg.Pool;
let saga: Saga;
beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  writers = database.pool('super');
});
afterAll(() => database.drop());
beforeEach(async () => {
  saga = await new Saga(database, pools).open();
});

const follow = (filter: EventFilter = {}, last = 50): EventFeed =>
  databaseListings(pools.owner, database.owner, saga.projectId).follow(filter, last);

const next = async (feed: EventFeed): Promise<string[]> =>
  must(await feed.next()).map((event) => `${event.job.cell} ${event.event}`);

/** A transaction that writes an event with a time of its own, and is committed when the test says so. */
async function writing(cell: number, at: string): Promise<{ commit(): Promise<void> }> {
  const client = await writers.connect();
  await client.query('begin');
  await client.query(`set local session_replication_role = replica`);
  await client.query(
    `insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, at)
     select project_id, id, 2, 'claimed', 'Pending', 'RotationGenerating', clock_timestamp() + $3::interval
     from art.art_jobs where project_id = $1 and cell = $2`,
    [saga.projectId, cell, at],
  );
  return {
    async commit() {
      await client.query('commit');
      client.release();
    },
  };
}

test('begins with the last events and goes on with each new one, once', async () => {
  await saga.queue(ungated(runRecord(saga.projectId, {}, 3)));
  const feed = follow({}, 2);
  expect(await next(feed)).toEqual(['2 queued', '3 queued']);
  expect(await next(feed)).toEqual([]);
  const job = await saga.claimOne(finalTurn);
  expect(await next(feed)).toEqual(['1 claimed']);
  must(await saga.work.finalStored(job.lease));
  await saga.queue(ungated(runRecord(saga.projectId)));
  expect(await next(feed)).toEqual(['1 final-stored', '1 queued']);
  expect(await next(feed)).toEqual([]);
});

test('tells what was written first and committed last, and nothing twice, however often it looked meanwhile', async () => {
  await saga.queue(ungated(runRecord(saga.projectId, {}, 4)));
  // Written a minute ago by a transaction that is still open, far below anything that a look by time would keep.
  const late = await writing(1, '-1 minute');
  const feed = follow();
  expect(await next(feed)).toHaveLength(4);
  await (await writing(2, '0')).commit();
  expect(await next(feed)).toEqual(['2 claimed']);
  for (let look = 0; look < 5; look += 1) expect(await next(feed)).toEqual([]);
  await (await writing(3, '0')).commit();
  expect(await next(feed)).toEqual(['3 claimed']);
  await late.commit();
  expect(await next(feed)).toEqual(['1 claimed']);
  for (let look = 0; look < 5; look += 1) expect(await next(feed)).toEqual([]);
  await (await writing(4, '0')).commit();
  expect(await next(feed)).toEqual(['4 claimed']);
});

test('tells of one run, or of one job', async () => {
  const one = await saga.queue(ungated(runRecord(saga.projectId, {}, 2)));
  const other = await saga.queue(ungated(runRecord(saga.projectId)));
  const job = { runId: one.run_id, cell: 2, try: 1 };
  const feeds = [follow({ run: one.run_id }), follow({ job }), follow({ run: other.run_id })];
  const told = await Promise.all(feeds.map(async (feed) => (await next(feed)).length));
  expect(told).toEqual([2, 1, 1]);
  await saga.claim(3, finalTurn);
  const more = await Promise.all(
    feeds.map(async (feed) =>
      must(await feed.next())
        .map((event) => formatJobId(event.job))
        .sort(),
    ),
  );
  expect(more).toEqual([[`${one.run_id}/1`, `${one.run_id}/2`], [`${one.run_id}/2`], [`${other.run_id}/1`]]);
});

test('a crowd of writers that commit out of order loses and doubles nothing', async () => {
  const cells = 60;
  await saga.queue(ungated(runRecord(saga.projectId, {}, cells)));
  const feed = follow({}, 1);
  await next(feed);
  const all = Array.from({ length: cells }, (_, i) => i + 1);
  const told: string[] = [];
  let isDone = false;
  const work = Promise.all(
    [0, 1].map(async (part) => {
      const mine = all.filter((cell) => cell % 2 === part);
      while (mine.length > 0) {
        const [first, second] = [
          await writing(mine.shift() ?? 0, '0'),
          await writing(mine.shift() ?? 0, '0'),
        ];
        await second.commit();
        await first.commit();
      }
    }),
  ).finally(() => (isDone = true));
  while (!isDone) told.push(...(await next(feed)));
  await work;
  told.push(...(await next(feed)));
  expect(told.sort()).toEqual(all.map((cell) => `${cell} claimed`).sort());
});
