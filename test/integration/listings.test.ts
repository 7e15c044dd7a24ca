import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseListings } from '../../src/adapters/postgres/listings.ts';
import {
  listCandidatesText,
  listCandidatesValues,
} from '../../src/adapters/postgres/queries/list-candidates.ts';
import { listEventsText, listEventsValues } from '../../src/adapters/postgres/queries/list-events.ts';
import { listJobsText, listJobsValues } from '../../src/adapters/postgres/queries/list-jobs.ts';
import { listRunsText, listRunsValues } from '../../src/adapters/postgres/queries/list-runs.ts';
import { runQueue } from '../../src/adapters/postgres/run-queue.ts';
import type { Digest, RunId } from '../../src/domain/ids.ts';
import { formatJobId, type JobId } from '../../src/domain/job/job-id.ts';
import type { JobState } from '../../src/domain/job/transition.ts';
import { chooseJob } from '../../src/entry/cli/resolve.ts';
import type { Listings } from '../../src/ports/listings.ts';
import type { JobFilter, RunQueue } from '../../src/ports/run-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { insertRuns, planRuns } from '../rig/many-jobs.ts';
import type { SeededJob } from '../rig/many-records.ts';
import { newProjectId } from '../rig/saga.ts';

const projectId = newProjectId();
const plan = planRuns(500, 10_000, '2026-11-21T12:00:00.000Z');
const skald = 'iron.character.skald.v1';

let database: TestDatabase;
let owner: pg.Pool;
let queue: RunQueue;
let listings: Listings;

beforeAll(async () => {
  database = await testDatabase();
  owner = database.pool('owner');
  queue = runQueue(owner, database.owner, projectId);
  listings = databaseListings(owner, database.owner, projectId);
  must(await queue.openProject('store', []));
  const client = await database.pool('super').connect();
  await insertRuns(client, projectId, plan);
  client.release();
});
afterAll(() => database.drop());

/** What the plan has, in the order of the listing: newest run first, then cells. */
const inOrder: readonly SeededJob[] = plan.toReversed().flatMap((run) => run.jobs);
const nameOf = (job: SeededJob): string => `${job.run_id}/${job.cell}${job.try === 1 ? '' : `.${job.try}`}`;
const retried = new Set(inOrder.filter((job) => job.try > 1).map((job) => `${job.run_id}/${job.cell}`));
const isLatest = (job: SeededJob): boolean => job.try > 1 || !retried.has(nameOf(job));
const names = async (filter: JobFilter): Promise<string[]> =>
  must(await queue.jobs(filter)).map((job) => formatJobId(job.id));

describe('a filter', () => {
  const filters: readonly (readonly [string, JobFilter, (job: SeededJob) => boolean])[] = [
    ['nothing', {}, () => true],
    [
      'states',
      { states: ['Failed', 'AwaitingReview'] },
      (j) => ['Failed', 'AwaitingReview'].includes(j.state),
    ],
    ['recipe', { recipeId: skald }, (j) => j.recipe_id === skald],
    ['kind', { kind: 'object.prop' }, (j) => j.recipe_id === 'iron.object.statue.v1'],
    ['backend', { backend: 'pixellab' }, () => false],
    ['waiting', { isWaiting: true }, (j) => j.waiting_for !== null],
    [
      'levers',
      { levers: { hair: ['long', 'short'], weapon: ['axe'] } },
      (j) => j.binding['hair'] !== 'braided' && j.binding['weapon'] === 'axe',
    ],
    ['a lever that is not there', { levers: { mood: ['stoic'] } }, () => false],
    [
      'since',
      { since: '2026-11-21T00:00:00.000Z' },
      (j) => Date.parse(j.created_at) >= Date.parse('2026-11-21T00:00:00.000Z'),
    ],
    [
      'none of some candidates',
      { states: ['Approved'], noneOf: inOrder.slice(0, 500).flatMap((j) => (j.candidate ?? []) as Digest[]) },
      (j) => j.state === 'Approved' && !inOrder.slice(0, 500).includes(j),
    ],
  ];

  test.each(filters)('by %s lists and counts exactly the jobs that pass it', async (_, filter, passes) => {
    const every = inOrder.filter(passes);
    for (const latestOnly of [true, false]) {
      const wanted = latestOnly ? every.filter(isLatest) : every;
      expect(await names({ ...filter, latestOnly, limit: 20_000 })).toEqual(wanted.map(nameOf));
      expect(must(await listings.countJobs({ ...filter, latestOnly }))).toBe(wanted.length);
    }
  });
});

describe('pages', () => {
  test('of jobs put together are the whole list, whatever their size', async () => {
    const wanted = inOrder.filter((job) => job.state === 'Rejected').map(nameOf);
    for (const limit of [7, 900]) {
      const found: string[] = [];
      for (let after: JobId | undefined; ;) {
        const page = must(
          await queue.jobs({ states: ['Rejected'], limit, ...(after === undefined ? {} : { after }) }),
        );
        found.push(...page.map((job) => formatJobId(job.id)));
        if (page.length < limit || found.length > 60) break;
        after = page.at(-1)?.id;
      }
      expect(found).toEqual(wanted.slice(0, found.length));
      expect(found.length).toBeGreaterThan(60);
    }
  });

  test('of runs put together are all runs, newest first', async () => {
    const found: string[] = [];
    for (let after: RunId | undefined; ;) {
      const page = must(await listings.runs({ limit: 99, ...(after === undefined ? {} : { after }) }));
      found.push(...page.map((run) => run.runId));
      if (page.length < 99) break;
      after = page.at(-1)?.runId;
    }
    expect(found).toEqual(plan.map((run) => run.run_id).reverse());
  });

  test('of candidates put together are all of the recipe, with their verdicts', async () => {
    const found: string[] = [];
    type After = { job: JobId; digest: string };
    for (let after: After | undefined; ;) {
      const page = must(
        await listings.candidates({
          recipeId: skald,
          verdict: 'reject',
          limit: 101,
          ...(after === undefined ? {} : { after }),
        }),
      );
      found.push(...page.map((one) => one.digest));
      if (page.length < 101) break;
      const last = page.at(-1);
      after = last === undefined ? undefined : { job: last.job, digest: last.digest };
    }
    const wanted = inOrder.filter((job) => job.recipe_id === skald && job.state === 'Rejected');
    expect(found).toEqual(wanted.map((job) => job.candidate));
  });

  test('of the log go back to the first event', async () => {
    const run = plan[3]?.run_id as RunId;
    const whole = must(await listings.events({ run }, 10_000));
    const found: string[] = [];
    const name = (event: { job: JobId; seq: number }): string => `${formatJobId(event.job)}#${event.seq}`;
    for (let before: { job: JobId; seq: number } | undefined; ;) {
      const page = must(await listings.events({ run, ...(before === undefined ? {} : { before }) }, 11));
      found.unshift(...page.map(name));
      if (page.length < 11) break;
      before = page[0];
    }
    expect(found).toEqual(whole.map(name));
    expect(new Set(found).size).toBe(found.length);
  });
});

test('a glance counts what the jobs are, and names the oldest at each gate', async () => {
  const seen = must(await listings.glance(2));
  const states: Partial<Record<JobState, number>> = {};
  for (const job of inOrder.filter(isLatest)) states[job.state] = (states[job.state] ?? 0) + 1;
  expect(seen.states).toEqual(states);
  const atReview = inOrder.filter((j) => j.recipe_id === skald && j.state === 'AwaitingReview');
  const gate = seen.gates.find((one) => one.recipeId === skald && one.state === 'AwaitingReview');
  const oldestRun = atReview.at(-1)?.run_id;
  expect(gate?.jobs).toBe(atReview.length);
  expect(gate?.oldest.runId).toBe(oldestRun);
  expect(seen.waits).toMatchObject([
    { for: 'retry', jobs: inOrder.filter((job) => job.waiting_for !== null).length },
  ]);
  expect(seen.failures.map((one) => one.jobs).reduce((a, b) => a + b)).toBe(states.Failed);
  expect(seen.working).toHaveLength(2);
});

test('a run is listed by a state that one of its jobs is in', async () => {
  const found = must(await listings.runs({ states: ['ConceptGenerating'], recipeId: skald, limit: 1_000 }));
  const wanted = plan.filter(
    (run) => run.recipe_id === skald && run.jobs.some((job) => job.state === 'ConceptGenerating'),
  );
  expect(found.map((run) => run.runId)).toEqual(wanted.map((run) => run.run_id).reverse());
});

test('`251/3` is one job, and what is not there is told with what is near', async () => {
  expect(formatJobId(must(await chooseJob('251/3', queue)).id)).toBe(`${plan[250]?.run_id}/3`);
  expect(await chooseJob('251/99', queue)).toMatchObject({
    failure: { kind: 'job-not-found', of: { run: plan[250]?.run_id, cells: 19 } },
  });
  const typed = `${plan[250]?.run_id.slice(0, -1)}7/3`;
  expect(await chooseJob(typed, queue)).toMatchObject({
    failure: { kind: 'job-not-found', near: expect.arrayContaining([`${plan[250]?.run_id}/3`]) as string[] },
  });
});

describe('the plan of a page', () => {
  const run = plan[250]?.run_id as RunId;
  const job: JobId = { runId: run, cell: 3, try: 1 };
  const page = { limit: 201, latestOnly: true };
  const statements: readonly (readonly [string, string, unknown[]])[] = [
    ['jobs', listJobsText, listJobsValues(projectId, page)],
    ['jobs in a state', listJobsText, listJobsValues(projectId, { ...page, states: ['Failed'] })],
    ['jobs that wait', listJobsText, listJobsValues(projectId, { ...page, isWaiting: true })],
    ['jobs with a lever', listJobsText, listJobsValues(projectId, { ...page, levers: { hair: ['long'] } })],
    ['jobs of a recipe', listJobsText, listJobsValues(projectId, { ...page, recipeId: skald })],
    ['jobs of a run', listJobsText, listJobsValues(projectId, { ...page, run: { number: 251 } })],
    ['jobs after one', listJobsText, listJobsValues(projectId, { ...page, after: job })],
    [
      'jobs not promoted',
      listJobsText,
      listJobsValues(projectId, { ...page, states: ['Approved'], noneOf: [] }),
    ],
    [
      'one job',
      listJobsText,
      listJobsValues(projectId, { job: { run: { number: 251 }, cell: 3, try: null } }),
    ],
    ['runs', listRunsText, listRunsValues(projectId, { limit: 51 })],
    ['runs in a state', listRunsText, listRunsValues(projectId, { limit: 51, states: ['Failed'] })],
    ['candidates', listCandidatesText, listCandidatesValues(projectId, { recipeId: skald, limit: 101 })],
    ['events', listEventsText, listEventsValues(projectId, {}, 51)],
    ['events of a run', listEventsText, listEventsValues(projectId, { run }, 51)],
    ['events of a job', listEventsText, listEventsValues(projectId, { job }, 51)],
  ];

  test.each(statements)('of %s reads no table of jobs or events from end to end', async (_, text, values) => {
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    const lines = rows.map((row) => row['QUERY PLAN']);
    expect(lines.filter((line) => /Seq Scan on (art_jobs|art_job_events|art_candidates)/.test(line))).toEqual(
      [],
    );
  });
});
