import { failure } from '../../domain/failure.ts';
import type { RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, isFinal, type JobState } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { JobSummary, RunQueue } from '../../ports/run-queue.ts';
import { jobJson } from './job-rows.ts';
import type { CommandContext } from './context.ts';
import { progressOn } from './terminal/progress.ts';
import { bindingText, count } from './words.ts';

/** How often the rows are read while they change, in ms. */
const lookEveryMs = 200;

/**
 * Stays until no job of the run can go on without a person. Gives the exit code: 0 when all are done well, 9 when
 * somebody is awaited, 6 when a job failed. The jobs go on whether or not anybody waits.
 */
export async function waitForRun(
  context: CommandContext,
  queue: RunQueue,
  runId: RunId,
  timeoutSeconds: number | null,
): Promise<Result<number>> {
  const { output } = context;
  const progress = progressOn(process.stderr, () => output.facts('stderr'));
  const until = timeoutSeconds === null ? Infinity : performance.now() + timeoutSeconds * 1000;
  const last = new Map<string, JobState>();
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const found = await queue.jobs({ run: { runId }, latestOnly: true, limit: 100_000 });
      if (!found.ok) return found;
      const jobs = found.value;
      for (const job of jobs) {
        const name = formatJobId(job.id);
        if (last.get(name) === job.state) continue;
        last.set(name, job.state);
        output.event('state', { job: name, state: job.state });
      }
      if (!output.flags.json && !output.flags.quiet) {
        const rows = jobs.map((job) => ({
          name: formatJobId(job.id),
          state: job.state,
          detail: bindingText(job.binding),
        }));
        progress.show(headline(jobs), rows);
      }
      if (jobs.every((job) => isFinal(job.state) || gateOf(job.state) !== null || job.waitingFor !== null)) {
        progress.end();
        return ok(tellEnd(context, runId, jobs));
      }
      if (isInterrupted) return fail(failure('interrupted', {}));
      if (performance.now() >= until) return fail(failure('wait-timeout', { seconds: timeoutSeconds ?? 0 }));
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  } finally {
    process.off('SIGINT', interrupt);
    progress.end();
  }
}

function headline(jobs: readonly JobSummary[]): string {
  const done = jobs.filter((job) => isFinal(job.state) || gateOf(job.state) !== null).length;
  return `${done} of ${count(jobs.length, 'job')} ready`;
}

function tellEnd(context: CommandContext, runId: RunId, jobs: readonly JobSummary[]): number {
  const atGate = jobs.filter((job) => gateOf(job.state) !== null);
  const failed = jobs.filter((job) => job.state === 'Failed');
  const waiting = jobs.filter((job) => job.waitingFor !== null);
  context.output.result({ run_id: runId, jobs: jobs.map(jobJson) }, [
    `${runId}: ${count(atGate.length, 'job')} at a gate, ${failed.length} failed, ${waiting.length} waiting`,
    ...failed.map((job) => `  ${formatJobId(job.id)} ${job.errorClass ?? ''}: ${job.errorMessage ?? ''}`),
  ]);
  if (atGate.length > 0) {
    const isConcept = atGate.some((job) => gateOf(job.state) === 'concept');
    context.output.note(`next: art ${isConcept ? 'review-concepts' : 'review'} ${runId}`);
  }
  if (failed.length > 0) return 6;
  return atGate.length + waiting.length > 0 ? 9 : 0;
}
