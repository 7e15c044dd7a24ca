import { failure } from '../../domain/failure.ts';
import { runNumber, type RunId } from '../../domain/ids.ts';
import {
  formatJobId,
  parseJobReference,
  parseRunReference,
  type JobId,
  type JobReference,
  type RunReference,
} from '../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { nearest } from '../../domain/source/nearest.ts';
import type { JobSummary, RunQueue } from '../../ports/run-queue.ts';

/** The run that a person means: its number counts while it is unique. */
export function chooseRun(typed: string, runs: readonly RunId[]): Result<RunId> {
  const reference = parseRunReference(typed);
  const meant = reference === null ? [] : runs.filter((run) => isRun(run, reference));
  if (meant.length > 1) return fail(failure('run-ambiguous', { run: typed, runs: meant }));
  const [run] = meant;
  return run === undefined
    ? fail(failure('run-not-found', { run: typed, near: near(typed, runs) }))
    : ok(run);
}

/** As `chooseRun`, among the runs that the database knows. */
export async function chooseKnownRun(typed: string, queue: RunQueue): Promise<Result<RunId>> {
  const runs = await queue.knownRuns();
  return runs.ok ? chooseRun(typed, runs.value) : runs;
}

const isRun = (run: RunId, reference: RunReference): boolean =>
  'runId' in reference ? run === reference.runId : runNumber(run) === reference.number;

/** Runs that a wrong id may mean: a typing error in it, or in its number alone. */
function near(typed: string, runs: readonly RunId[]): readonly string[] {
  const [, digits] = /^(?:run_)?0*([0-9]+)$/i.exec(typed) ?? [];
  if (digits === undefined) return nearest(typed, runs);
  const numbers = nearest(
    digits,
    runs.map((run) => String(runNumber(run))),
  );
  return runs.filter((run) => numbers.includes(String(runNumber(run)))).slice(0, 3);
}

/** The one job that a person means; the latest try unless they named one. */
export async function chooseJob(typed: string, queue: RunQueue): Promise<Result<JobSummary>> {
  const reference: JobReference | null = parseJobReference(typed);
  if (reference === null) return fail(await notFound(typed, queue));
  const jobs = await queue.jobs({ job: reference, latestOnly: reference.try === null });
  if (!jobs.ok) return jobs;
  const [job, other] = jobs.value;
  if (job === undefined) return fail(await notFound(typed, queue));
  if (other !== undefined) {
    const runs = [...new Set(jobs.value.map((j) => j.id.runId))];
    return fail(failure('run-ambiguous', { run: typed, runs }));
  }
  return ok(job);
}

/** What is near a job that is not there: its run's other jobs, or runs of a like name. */
async function notFound(typed: string, queue: RunQueue) {
  const [, run = typed, place] = /^([^/]*)\/(.*)$/.exec(typed) ?? [];
  const unknown = failure('job-not-found', { job: typed });
  const known = await queue.knownRuns();
  if (!known.ok) return unknown;
  const chosen = chooseRun(run, known.value);
  if (chosen.ok) {
    const jobs = await queue.jobs({ run: { runId: chosen.value }, latestOnly: true, limit: 1000 });
    const cells = jobs.ok ? Math.max(0, ...jobs.value.map((job) => job.id.cell)) : 0;
    const of = { run: chosen.value, cells };
    const first: JobId = { runId: chosen.value, cell: 1, try: 1 };
    const isRunAlone = place === undefined;
    return failure('job-not-found', { job: typed, near: isRunAlone ? [formatJobId(first)] : [], of });
  }
  const runs = chosen.failure.kind === 'run-not-found' ? (chosen.failure.near ?? []) : [];
  return failure('job-not-found', {
    job: typed,
    near: place === undefined ? [] : runs.map((one) => `${one}/${place}`),
  });
}
