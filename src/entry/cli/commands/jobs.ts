import { formatJobId } from '../../../domain/job/job-id.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { JobFilter } from '../../../ports/run-queue.ts';
import type { Given, RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { checkNames, jobFilterFlags, readJobFilter, typedOptions } from '../job-filter.ts';
import { jobJson, jobLines } from '../job-rows.ts';
import { textOption, usage, wholeNumber } from '../options.ts';
import { chooseJob, chooseKnownRun } from '../resolve.ts';

/** A page that a person still scrolls through. */
const usualLimit = 200;

export const run: RunCommand = async (context, { operands, options }) => {
  const limit = wholeNumber('--limit', options['limit'], 1, 100_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  const filter = readJobFilter(options, new Date());
  if (!filter.ok) return context.output.failure(filter.failure);
  const after = textOption(options['after']);
  if (after !== null && options['count'] === true) {
    const what = '--count counts all pages: leave out --after.';
    return context.output.failure(usage(what));
  }
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const place = await placeOf(online, operands[0], after);
      if (!place.ok) return place;
      const meant = { ...filter.value, ...place.value };
      if (options['count'] === true) return tellCount(context, online, meant);
      return tellPage(context, online, meant, limit.value ?? usualLimit, { operands, options });
    }),
  );
};

/** The run that was named, and the job after which the page begins. */
async function placeOf(
  { queue }: OnlineProject,
  typed: string | undefined,
  after: string | null,
): Promise<Result<Pick<JobFilter, 'run' | 'after'>>> {
  const last = after === null ? null : await chooseJob(after, queue);
  if (last !== null && !last.ok) return last;
  const page = last === null ? {} : { after: last.value.id };
  if (typed === undefined) return ok(page);
  const chosen = await chooseKnownRun(typed, queue);
  if (!chosen.ok) return chosen;
  return ok({ ...page, run: { runId: chosen.value } });
}

async function tellCount(
  context: CommandContext,
  online: OnlineProject,
  filter: JobFilter,
): Promise<Result<void>> {
  const counted = await online.listings.countJobs(filter);
  if (!counted.ok) return counted;
  if (counted.value === 0) {
    const checked = await checkNames(online, filter);
    if (!checked.ok) return checked;
  }
  context.output.result({ count: counted.value }, [String(counted.value)]);
  return ok(undefined);
}

async function tellPage(
  context: CommandContext,
  online: OnlineProject,
  filter: JobFilter,
  limit: number,
  { operands, options }: Given,
): Promise<Result<void>> {
  // One more than is shown tells whether there is another page.
  const found = await online.queue.jobs({ ...filter, limit: limit + 1 });
  if (!found.ok) return found;
  const jobs = found.value.slice(0, limit);
  const last = found.value.length > limit ? (jobs.at(-1)?.id ?? null) : null;
  if (jobs.length === 0 && filter.after === undefined) {
    const checked = await checkNames(online, filter);
    if (!checked.ok) return checked;
  }
  context.output.result(
    { jobs: jobs.map(jobJson), next: last === null ? null : formatJobId(last) },
    jobs.length === 0 ? [] : jobLines(context.output, jobs),
  );
  if (jobs.length === 0) context.output.note(filter.after === undefined ? 'No such jobs.' : 'No more jobs.');
  if (last === null) return ok(undefined);
  const typed = [...operands, typedOptions(options, jobFilterFlags)].filter((word) => word !== '').join(' ');
  context.output.note(`${count(jobs.length, 'job')} shown, and there are more`);
  context.output.note(`next page: art jobs${typed === '' ? '' : ` ${typed}`} --after ${formatJobId(last)}`);
  return ok(undefined);
}
