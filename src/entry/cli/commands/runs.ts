import type { Json } from '../../../domain/canonical-json.ts';
import type { JobState } from '../../../domain/job/transition.ts';
import { ok } from '../../../domain/result.ts';
import type { RunSummary } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { wholeNumber } from '../options.ts';
import { localTime } from '../words.ts';

export const run: RunCommand = async (context, { options }) => {
  const limit = wholeNumber('--limit', options['limit'], 1, 10_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  return finish(
    context,
    await withDatabase(context, async ({ project, queue }) => {
      const [found, folders] = await Promise.all([queue.runs(limit.value ?? 50), project.runs.list()]);
      if (!found.ok) return found;
      if (!folders.ok) return folders;
      const known = await queue.knownRuns();
      if (!known.ok) return known;
      // A clone's runs, or those of a rebuilt database, have no rows until someone resumes them.
      const incomplete = folders.value.filter((run) => !known.value.includes(run));
      const columns = [{ title: 'run' }, { title: 'recipe' }, { title: 'made' }, { title: 'states' }];
      const rows = [
        ...found.value.map((one) => [one.runId, one.recipeId, localTime(one.createdAt), statesText(one)]),
        ...incomplete.map((run) => [run, '', '', 'incomplete: its folder has no rows']),
      ];
      context.output.result(
        { runs: found.value as unknown as Json, incomplete },
        rows.length === 0
          ? ['No runs yet. Make one: art generate <recipe>']
          : context.output.table(columns, rows),
      );
      return ok(undefined);
    }),
  );
};

const statesText = (run: RunSummary): string =>
  (Object.entries(run.states) as [JobState, number][]).map(([state, n]) => `${n} ${state}`).join(', ');
