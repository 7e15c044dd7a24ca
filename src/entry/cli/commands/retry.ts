import { failure } from '../../../domain/failure.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { generateLine } from '../../../domain/recipe/generate-line.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { RunFolders } from '../../../ports/run-folders.ts';
import type { JobSummary, RunQueue } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { usage } from '../options.ts';
import { chooseJob, chooseKnownRun } from '../resolve.ts';
import { stoppedJob } from '../stopped-job.ts';

const mostJobs = 1_000_000;

export const run: RunCommand = async (context, { operands, options }) =>
  finish(
    context,
    await withDatabase(context, async ({ project, queue }): Promise<Result<void>> => {
      // Everything that was named is found before anything is queued.
      const found = await jobsMeant(operands, queue);
      if (!found.ok) return found;
      const jobs = found.value;
      const open = await allOpen(project.runs, jobs);
      if (!open.ok) return open;
      const isDryRun = options['dryRun'] === true;
      const queued: { job: string; retries: string }[] = [];
      for (const job of jobs) {
        const retries = formatJobId(job.id);
        if (isDryRun) {
          queued.push({ job: formatJobId({ ...job.id, try: job.id.try + 1 }), retries });
          continue;
        }
        const trace = Buffer.from(project.random(16)).toString('hex');
        const made = await queue.retry(job.id, trace);
        if (!made.ok) return made;
        if (made.value === null) {
          // Somebody else was quicker with this one; what was queued before it stands and is told.
          if (queued.length > 0) context.output.note(`queued ${queued.map((one) => one.job).join(' ')}`);
          return fail(failure('job-not-retryable', { jobs: [stoppedJob(job)] }));
        }
        queued.push({ job: formatJobId(made.value), retries });
      }
      const word = isDryRun ? 'would queue' : 'queued';
      context.output.result({ queued, dry_run: isDryRun }, [
        ...queued.map(({ job, retries }) => `${word} ${job}, once more for ${retries}`),
        ...(isDryRun ? ['Nothing was changed: this was a dry run.'] : []),
      ]);
      context.output.note('Finished stages are kept and are not made again.');
      const rejected = jobs.find(({ state }) => state === 'Rejected');
      if (rejected !== undefined) {
        context.output.note(
          `The same seed makes the same picture, so what was rejected is shown again. For others: ${moreLine(rejected)}`,
        );
      }
      if (!isDryRun) context.output.note(`to undo: art cancel ${queued.map(({ job }) => job).join(' ')}`);
      return ok(undefined);
    }),
  );

/** The command that makes another picture with the same levers. */
function moreLine({ recipeId, binding }: JobSummary): string {
  const levers = Object.fromEntries(Object.entries(binding).map(([lever, value]) => [lever, [value]]));
  return `${generateLine(recipeId, levers, levers)} --more 1`;
}

/** Jobs by name, and of a run that was named those that were cancelled: the undo of `art cancel <run>`. */
async function jobsMeant(
  operands: readonly string[],
  queue: RunQueue,
): Promise<Result<readonly JobSummary[]>> {
  const meant = new Map<string, JobSummary>();
  const wrong: JobSummary[] = [];
  for (const operand of operands) {
    if (parseJobReference(operand) === null) {
      const chosen = await chooseKnownRun(operand, queue);
      if (!chosen.ok) return chosen;
      const jobs = await queue.jobs({
        run: { runId: chosen.value },
        states: ['Failed'],
        latestOnly: true,
        limit: mostJobs,
      });
      if (!jobs.ok) return jobs;
      for (const job of jobs.value) meant.set(formatJobId(job.id), job);
      continue;
    }
    const job = await chooseJob(operand, queue);
    if (!job.ok) return job;
    const { id, state } = job.value;
    const latest = await queue.jobs({
      job: { run: { runId: id.runId }, cell: id.cell, try: null },
      latestOnly: true,
    });
    if (!latest.ok) return latest;
    const isLatest = latest.value[0]?.id.try === id.try;
    if (isLatest && (state === 'Failed' || state === 'Rejected')) meant.set(formatJobId(id), job.value);
    else wrong.push(job.value);
  }
  if (wrong.length > 0) return fail(failure('job-not-retryable', { jobs: wrong.map(stoppedJob) }));
  if (meant.size > 0) return ok([...meant.values()]);
  const what = `Nothing of ${operands.join(' ')} has failed.`;
  return fail(usage(what, 'Name jobs, such as 42/3: `art jobs` lists them.'));
}

/** A sealed run takes nothing more. */
async function allOpen(runs: RunFolders, jobs: readonly JobSummary[]): Promise<Result<void>> {
  const recipes = new Map(jobs.map(({ id, recipeId }) => [id.runId, recipeId]));
  for (const [runId, recipeId] of recipes) {
    const seal = await runs.readSeal(runId);
    if (!seal.ok) return seal;
    if (seal.value !== null) return fail(failure('run-sealed', { run: runId, wanted: 'change', recipeId }));
  }
  return ok(undefined);
}
