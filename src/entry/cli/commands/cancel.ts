import { failure } from '../../../domain/failure.ts';
import { formatJobId, parseJobReference } from '../../../domain/job/job-id.ts';
import { isFinal } from '../../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { JobSummary, RunQueue } from '../../../ports/run-queue.ts';
import { askYes } from '../ask.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { chooseJob, chooseKnownRun } from '../resolve.ts';
import { stoppedJob } from '../stopped-job.ts';
import { bindingText } from '../words.ts';

/** So many jobs are cancelled without a question, where a whole run was named. */
const fewJobs = 3;
/** Jobs by name in a summary; the rest as a number. */
const mostNamed = 8;
const mostJobs = 1_000_000;
/** Jobs that are cancelled at once: a run of thousands one by one takes minutes on a busy machine. */
const atOnce = 32;

export const run: RunCommand = async (context, { operands, options }) =>
  finish(
    context,
    await withDatabase(context, async ({ queue }): Promise<Result<void>> => {
      // Everything that was named is found before anything is cancelled.
      const found = await jobsMeant(operands, queue);
      if (!found.ok) return found;
      const { jobs, isWholeRun, kept } = found.value;
      const names = jobs.map(({ id }) => formatJobId(id));
      const keptLine = kept > 0 ? [`${count(kept, 'finished job')} of the run kept as they are.`] : [];
      if (options['dryRun'] === true) {
        context.output.result({ cancelled: names, kept, dry_run: true }, [
          ...jobs.slice(0, mostNamed).map(lineOf),
          ...(jobs.length > mostNamed ? [`and ${jobs.length - mostNamed} more`] : []),
          ...keptLine,
          `${count(jobs.length, 'job')} would be cancelled; nothing was changed: this was a dry run.`,
        ]);
        return ok(undefined);
      }
      if (isWholeRun && jobs.length > fewJobs) {
        const asked = await askYes(context, `Cancel ${count(jobs.length, 'job')}?`, options['yes'] === true);
        if (!asked.ok) return asked;
      }
      const cancelled: string[] = [];
      for (let from = 0; from < jobs.length; from += atOnce) {
        const part = jobs.slice(from, from + atOnce);
        const states = await Promise.all(part.map(({ id }) => queue.cancel(id)));
        for (const [i, state] of states.entries()) {
          if (!state.ok) return state;
          if (state.value !== null) cancelled.push(names[from + i] ?? '');
        }
      }
      const late = jobs.length - cancelled.length;
      context.output.result(
        { cancelled, kept, dry_run: false },
        cancelled.length === 0
          ? [...keptLine, 'Nothing was left to cancel.']
          : [
              ...cancelled.slice(0, mostNamed).map((name) => `cancelled ${name}`),
              ...(cancelled.length > mostNamed ? [`and ${cancelled.length - mostNamed} more`] : []),
              ...(late > 0 ? [`${count(late, 'job')} came to an end by itself meanwhile.`] : []),
              ...keptLine,
            ],
      );
      if (cancelled.length > 0) {
        context.output.note('Stages that were finished are kept and are not made again.');
        context.output.note(`to undo: art retry ${undoWords(operands, cancelled)}`);
      }
      return ok(undefined);
    }),
  );

const lineOf = (job: JobSummary): string =>
  `${formatJobId(job.id)}  ${job.state}  ${bindingText(job.binding)}`;

/** Few jobs as they are called; many would not fit on a line, and a retry of a run means those that were cancelled. */
const undoWords = (operands: readonly string[], cancelled: readonly string[]): string =>
  cancelled.length <= mostNamed ? cancelled.join(' ') : operands.join(' ');

interface Meant {
  readonly jobs: readonly JobSummary[];
  /** Whether a whole run was named. */
  readonly isWholeRun: boolean;
  /** Jobs of named runs that are final. */
  readonly kept: number;
}

async function jobsMeant(operands: readonly string[], queue: RunQueue): Promise<Result<Meant>> {
  const meant = new Map<string, JobSummary>();
  const final: JobSummary[] = [];
  let isWholeRun = false;
  let kept = 0;
  for (const operand of operands) {
    if (parseJobReference(operand) !== null) {
      const job = await chooseJob(operand, queue);
      if (!job.ok) return job;
      if (isFinal(job.value.state)) final.push(job.value);
      else meant.set(formatJobId(job.value.id), job.value);
      continue;
    }
    const chosen = await chooseKnownRun(operand, queue);
    if (!chosen.ok) return chosen;
    const jobs = await queue.jobs({ run: { runId: chosen.value }, latestOnly: true, limit: mostJobs });
    if (!jobs.ok) return jobs;
    isWholeRun = true;
    for (const job of jobs.value) {
      if (isFinal(job.state)) kept += 1;
      else meant.set(formatJobId(job.id), job);
    }
  }
  if (final.length > 0) return fail(failure('job-final', { jobs: final.map(stoppedJob) }));
  return ok({ jobs: [...meant.values()], isWholeRun, kept });
}
