import { failure } from '../../domain/failure.ts';
import { runNumber, type RunId } from '../../domain/ids.ts';
import {
  parseJobReference,
  parseRunReference,
  type JobReference,
  type RunReference,
} from '../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { JobSummary, RunQueue } from '../../ports/run-queue.ts';

/** The run that a person means: `42` counts while it is unique. */
export function chooseRun(typed: string, runs: readonly RunId[]): Result<RunId> {
  const reference = parseRunReference(typed);
  if (reference === null) return fail(failure('run-not-found', { run: typed }));
  const meant = runs.filter((run) => isRun(run, reference));
  if (meant.length > 1) return fail(failure('run-ambiguous', { run: typed, runs: meant }));
  const [run] = meant;
  return run === undefined ? fail(failure('run-not-found', { run: typed })) : ok(run);
}

const isRun = (run: RunId, reference: RunReference): boolean =>
  'runId' in reference ? run === reference.runId : runNumber(run) === reference.number;

/** The one job that a person means; the latest try unless they named one. */
export async function chooseJob(typed: string, queue: RunQueue): Promise<Result<JobSummary>> {
  const reference: JobReference | null = parseJobReference(typed);
  if (reference === null) return fail(failure('job-not-found', { job: typed }));
  const jobs = await queue.jobs({ job: reference, latestOnly: reference.try === null });
  if (!jobs.ok) return jobs;
  const [job, other] = jobs.value;
  if (job === undefined) return fail(failure('job-not-found', { job: typed }));
  if (other !== undefined) {
    const runs = [...new Set(jobs.value.map((j) => j.id.runId))];
    return fail(failure('run-ambiguous', { run: typed, runs }));
  }
  return ok(job);
}
