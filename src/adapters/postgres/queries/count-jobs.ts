import type { Database } from '../query.ts';
import type { JobFilter } from '../../../ports/run-queue.ts';
import { jobValues, onJobs, onRuns } from './job-conditions.ts';

/** How many jobs pass a filter; its limit and its place in the listing do not count. */
export async function countJobs(db: Database, projectId: string, filter: JobFilter): Promise<number> {
  const { rows } = await db.query<{ jobs: number }>({
    name: 'count-jobs',
    text: `
select count(*)::int jobs from art.art_runs r join art.art_jobs j on ${onJobs}
where ${onRuns}`,
    values: jobValues(projectId, filter),
  });
  return rows[0]?.jobs ?? 0;
}
