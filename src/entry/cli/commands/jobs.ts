import { failure } from '../../../domain/failure.ts';
import { jobStates, type JobState } from '../../../domain/job/transition.ts';
import { parseRunReference } from '../../../domain/job/job-id.ts';
import { ok } from '../../../domain/result.ts';
import { didYouMean } from '../../../domain/source/nearest.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { jobColumns, jobJson, jobRow } from '../job-rows.ts';
import { textOption, wholeNumber } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { count } from '../words.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const limit = wholeNumber('--limit', options['limit'], 1, 100_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  const state = textOption(options['state']);
  if (state !== null && !(jobStates as readonly string[]).includes(state)) {
    const near = didYouMean(state, jobStates);
    const next = near?.replace(/^d/, 'D') ?? `The states are ${jobStates.join(', ')}.`;
    return context.output.failure(failure('usage', { what: `There is no state ${state}.`, next }));
  }
  const [typed] = operands;
  return finish(
    context,
    await withDatabase(context, async ({ queue }) => {
      const runs = await queue.knownRuns();
      if (!runs.ok) return runs;
      const chosen = typed === undefined ? null : chooseRun(typed, runs.value);
      if (chosen !== null && !chosen.ok) return chosen;
      const run = chosen === null ? null : parseRunReference(chosen.value);
      const recipe = textOption(options['recipe']);
      const most = limit.value ?? 200;
      const found = await queue.jobs({
        ...(run === null ? {} : { run }),
        ...(recipe === null ? {} : { recipeId: recipe }),
        ...(state === null ? {} : { states: [state as JobState] }),
        limit: most,
      });
      if (!found.ok) return found;
      const jobs = found.value;
      context.output.result(
        { jobs: jobs.map(jobJson) },
        jobs.length === 0 ? ['No such jobs.'] : context.output.table(jobColumns, jobs.map(jobRow)),
      );
      if (jobs.length === most) context.output.note(`The first ${count(most, 'job')}; --limit shows more.`);
      return ok(undefined);
    }),
  );
};
