import { failure } from '../../../domain/failure.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { chooseJob } from '../resolve.ts';

export const run: RunCommand = async (context, { operands }) =>
  finish(
    context,
    await withDatabase(context, async ({ project, queue }) => {
      const queued: { job: string; retries: string }[] = [];
      for (const operand of operands) {
        const job = await chooseJob(operand, queue);
        if (!job.ok) return job;
        const name = formatJobId(job.value.id);
        const trace = Buffer.from(project.random(16)).toString('hex');
        const made = await queue.retry(job.value.id, trace);
        if (!made.ok) return made;
        if (made.value === null)
          return fail(failure('job-not-retryable', { job: name, state: job.value.state }));
        queued.push({ job: formatJobId(made.value), retries: name });
      }
      context.output.result(
        { queued },
        queued.map(
          ({ job, retries }) => `queued ${job}, once more for ${retries}; finished stages are not made again`,
        ),
      );
      return ok(undefined);
    }),
  );
