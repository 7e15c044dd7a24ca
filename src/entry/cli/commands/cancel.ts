import { failure } from '../../../domain/failure.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { isFinal } from '../../../domain/job/transition.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { JobSummary } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { chooseJob, chooseRun } from '../resolve.ts';

export const run: RunCommand = async (context, { operands }) =>
  finish(
    context,
    await withDatabase(context, async ({ queue }) => {
      // Everything that was named is found before anything is cancelled.
      const meant: JobSummary[] = [];
      for (const operand of operands) {
        if (parseJobReference(operand) !== null) {
          const job = await chooseJob(operand, queue);
          if (!job.ok) return job;
          if (isFinal(job.value.state)) {
            const name = formatJobId(job.value.id);
            return fail(failure('job-final', { job: name, state: job.value.state }));
          }
          meant.push(job.value);
          continue;
        }
        const runs = await queue.knownRuns();
        if (!runs.ok) return runs;
        const run = chooseRun(operand, runs.value);
        if (!run.ok) return run;
        const jobs = await queue.jobs({ run: { runId: run.value }, latestOnly: true });
        if (!jobs.ok) return jobs;
        meant.push(...jobs.value.filter((job) => !isFinal(job.state)));
      }
      const cancelled: string[] = [];
      for (const job of meant) {
        const state = await queue.cancel(job.id);
        if (!state.ok) return state;
        if (state.value !== null) cancelled.push(formatJobId(job.id));
      }
      context.output.result(
        { cancelled },
        cancelled.length === 0
          ? ['Nothing was left to cancel.']
          : cancelled.map((name) => `cancelled ${name}`),
      );
      if (cancelled[0] !== undefined) context.output.note(`to undo: art retry ${cancelled.join(' ')}`);
      return ok(undefined);
    }),
  );
