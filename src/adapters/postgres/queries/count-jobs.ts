import type { Database } from '../query.ts';
import type { JobFilter } from '../../../ports/run-queue.ts';
import { isLatest, jobValues, onJobs, onRuns } from './job-conditions.ts';

/** How many jobs pass a filter; its limit and its place in the listing do not count. */
export async function countJobs(db: Database, projectId: string, filter: JobFilter): Promise<number> {
  // Said outright, "the latest" is one join for all jobs; behind a parameter it is a look for each.
  const latestOnly = filter.latestOnly === true;
  const { rows } = await db.query<{ jobs: number }>({
    name: latestOnly ? 'count-latest-jobs' : 'count-jobs',
    text: `
select count(*)::int jobs from art.art_runs r join art.art_jobs j on ${onJobs}
where ${onRuns}${latestOnly ? ` and ${isLatest}` : ''}`,
    values: jobValues(projectId, { ...filter, latestOnly: false }),
  });
  return rows[0]?.jobs ?? 0;
}
