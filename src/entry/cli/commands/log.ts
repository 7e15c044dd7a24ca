import { parseJobReference } from '../../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { EventFilter, SagaEvent } from '../../../ports/listings.ts';
import type { RunCommand } from '../command-spec.ts';
import { typedOptions } from '../job-filter.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { eventCells, eventJson, eventLine, eventName } from '../event-text.ts';
import { textOption, usage, wholeNumber } from '../options.ts';
import { chooseJob, chooseKnownRun } from '../resolve.ts';
import { timeOption } from '../since.ts';
import { plainRows } from '../terminal/table.ts';
import { onOutputGone } from '../watch-output.ts';
import { localSecond } from '../words.ts';

/** How often `--follow` looks, in ms. */
const lookEveryMs = 500;
const usualLimit = 50;

export const run: RunCommand = async (context, { operands, options }) => {
  const { output } = context;
  const limit = wholeNumber('--limit', options['limit'], 1, 100_000);
  if (!limit.ok) return output.failure(limit.failure);
  const since = timeOption('--since', options['since'], new Date());
  if (!since.ok) return output.failure(since.failure);
  const typedBefore = textOption(options['before']);
  const isFollowing = options['follow'] === true;
  if (isFollowing && typedBefore !== null) {
    const what = '--follow goes on from now: leave out --before.';
    return output.failure(usage(what));
  }
  const most = limit.value ?? usualLimit;
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const subject = await subjectOf(online, operands[0]);
      if (!subject.ok) return subject;
      const before = await eventAt(online, typedBefore);
      if (!before.ok) return before;
      const filter: EventFilter = {
        ...subject.value,
        ...before.value,
        ...(since.value === null ? {} : { since: since.value }),
      };
      if (isFollowing) return follow(context, online, filter, most);
      const found = await online.listings.events(filter, most + 1);
      if (!found.ok) return found;
      // They come oldest first, so the one too many is the first.
      const isMore = found.value.length > most;
      const events = isMore ? found.value.slice(1) : found.value;
      tell(context, events);
      const [first] = events;
      const next = isMore && first !== undefined ? eventName(first) : null;
      if (output.flags.json) output.result({ events: events.length, earlier: next }, []);
      if (events.length === 0) output.note('No such events.');
      if (next !== null) {
        const typed = typedOptions(options, { since: '--since', limit: '--limit' });
        const words = ['art log', ...operands, typed, `--before ${next}`].filter((word) => word !== '');
        output.note(`earlier events: ${words.join(' ')}`);
      }
      return ok(undefined);
    }),
  );
};

/** The run or job that was named. */
async function subjectOf(
  { queue }: OnlineProject,
  typed: string | undefined,
): Promise<Result<Pick<EventFilter, 'run' | 'job'>>> {
  if (typed === undefined) return ok({});
  if (typed.includes('/')) {
    const job = await chooseJob(typed, queue);
    return job.ok ? ok({ job: job.value.id }) : job;
  }
  const run = await chooseKnownRun(typed, queue);
  return run.ok ? ok({ run: run.value }) : run;
}

async function eventAt(
  { queue }: OnlineProject,
  typed: string | null,
): Promise<Result<Pick<EventFilter, 'before'>>> {
  if (typed === null) return ok({});
  const [, job = '', seq = ''] = /^([^#]*)#([0-9]{1,9})$/.exec(typed) ?? [];
  if (parseJobReference(job) === null) {
    const what = '--before takes the name of an event, such as run_0042_k3f9/3#5.';
    return fail(usage(what));
  }
  const chosen = await chooseJob(job, queue);
  return chosen.ok ? ok({ before: { job: chosen.value.id, seq: Number(seq) } }) : chosen;
}

/** Goes on until a person or a closed pipe ends it, which is how it is meant to end: a success. */
async function follow(
  context: CommandContext,
  { listings }: OnlineProject,
  filter: EventFilter,
  last: number,
): Promise<Result<void>> {
  const feed = listings.follow(filter, last);
  let told = 0;
  let isStopped = false;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = () => {
      isStopped = true;
      resolve();
    };
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  const forget = onOutputGone(stop);
  try {
    while (!isStopped) {
      const events = await feed.next();
      if (!events.ok) return events;
      tell(context, events.value);
      told += events.value.length;
      await Promise.race([stopped, sleep(lookEveryMs)]);
    }
  } finally {
    for (const signal of signals) process.off(signal, stop);
    forget();
  }
  if (context.output.flags.json) context.output.result({ events: told, earlier: null }, []);
  return ok(undefined);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The day that was written last: on a terminal a day is a line of its own, not a part of each. */
let lastDay = '';

function tell({ output }: CommandContext, events: readonly SagaEvent[]): void {
  const facts = output.facts('stdout');
  const style = output.style('stdout');
  for (const event of events) {
    output.event('happened', eventJson(event));
    if (output.flags.plain) for (const line of plainRows([eventCells(event)])) output.line(line);
    else if (facts.isTty) {
      const day = localSecond(event.at).slice(0, 10);
      if (day !== lastDay) output.line(style.bold(day));
      lastDay = day;
      output.line(eventLine(event, style, facts.columns));
    } else output.line(eventLine(event, style, null));
  }
}
