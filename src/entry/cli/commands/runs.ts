import type { Json } from '../../../domain/canonical-json.ts';
import type { RunId } from '../../../domain/ids.ts';
import { jobStates } from '../../../domain/job/transition.ts';
import { ok } from '../../../domain/result.ts';
import { runOrigins } from '../../../domain/run/run-record.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunFilter } from '../../../ports/listings.ts';
import type { RunSummary } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { checkNames, typedOptions } from '../job-filter.ts';
import { importedJson } from '../imported-words.ts';
import { alike, arranged, listingLines, type Listing, type ListingColumn } from '../listing.ts';
import { textOption, wholeNumber, wordOption, wordsOption } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { timeOption } from '../since.ts';
import { statesText } from '../states-text.ts';
import { localTime } from '../words.ts';

const flags = {
  recipe: '--recipe',
  state: '--state',
  origin: '--origin',
  since: '--since',
  limit: '--limit',
};
const usualLimit = 50;

export const run: RunCommand = async (context, { options }) => {
  const limit = wholeNumber('--limit', options['limit'], 1, 10_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  const states = wordsOption('--state', options['state'], jobStates);
  if (!states.ok) return context.output.failure(states.failure);
  const since = timeOption('--since', options['since'], new Date());
  if (!since.ok) return context.output.failure(since.failure);
  const origin = wordOption('--origin', options['origin'], runOrigins);
  if (!origin.ok) return context.output.failure(origin.failure);
  const recipeId = textOption(options['recipe']);
  const most = limit.value ?? usualLimit;
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const { project, queue, listings } = online;
      const [known, folders, imports] = await Promise.all([
        queue.knownRuns(),
        project.runs.list(),
        project.imports.list(),
      ]);
      if (!known.ok) return known;
      if (!folders.ok) return folders;
      if (!imports.ok) return imports;
      const typedAfter = textOption(options['after']);
      const after = typedAfter === null ? null : chooseRun(typedAfter, known.value);
      if (after !== null && !after.ok) return after;
      const filter: Omit<RunFilter, 'limit'> = {
        ...(recipeId === null ? {} : { recipeId }),
        ...(states.value === null ? {} : { states: states.value }),
        ...(since.value === null ? {} : { since: since.value }),
        ...(origin.value === null ? {} : { origin: origin.value }),
        ...(after === null ? {} : { after: after.value }),
      };
      const found = await listings.runs({ ...filter, limit: most + 1 });
      if (!found.ok) return found;
      const runs = found.value.slice(0, most);
      const next = found.value.length > most ? (runs.at(-1)?.runId ?? null) : null;
      if (runs.length === 0) {
        const checked = await checkNames(online, filter);
        if (!checked.ok) return checked;
      }
      // A clone's runs, or those of a rebuilt database, have no rows until someone resumes them.
      const rows = new Set<RunId>(known.value);
      const incomplete = folders.value.filter((folder) => !rows.has(folder) && !imports.value.has(folder));
      context.output.result(
        {
          runs: runs.map(runJson),
          incomplete,
          imported: [...imports.value].map(([runId, one]) => importedJson(runId, one)),
          next,
        },
        runs.length === 0 ? [] : listingLines(context.output, runListing(runs, context.output.flags.plain)),
      );
      const isFiltered = Object.keys(filter).length > 0;
      if (runs.length === 0)
        context.output.note(isFiltered ? 'No such runs.' : 'No runs yet. Make one: art generate <recipe>');
      if (imports.value.size > 0) {
        const named = [...imports.value.keys()].slice(-3).join(' ');
        const more = imports.value.size > 3 ? `, the last of them ${named}` : ` (${named})`;
        context.output.note(`${count(imports.value.size, 'imported run')}${more}: art run show <run>`);
      }
      if (incomplete.length > 0) {
        const named = incomplete.slice(-3).join(' ');
        const more = incomplete.length > 3 ? `, the last of them ${named}` : ` (${named})`;
        const what = count(incomplete.length, 'run folder');
        context.output.note(`${what} without jobs in this database${more}: art db rebuild`);
      }
      if (next !== null) {
        const typed = typedOptions(options, flags);
        context.output.note(`${count(runs.length, 'run')} shown, and there are more`);
        context.output.note(`next page: art runs${typed === '' ? '' : ` ${typed}`} --after ${next}`);
      }
      return ok(undefined);
    }),
  );
};

/** Runs as a table; what all of them have in common stands above it. */
export function runListing(runs: readonly RunSummary[], isPlain: boolean, now = new Date()): Listing {
  const columns: readonly ListingColumn<RunSummary>[] = [
    { title: 'run', isWhole: true, cell: (one) => one.runId, said: null },
    {
      title: 'recipe',
      isWhole: true,
      leaves: 1,
      cell: (one) => one.recipeId,
      said: alike(runs.map((one) => one.recipeId)),
    },
    { title: 'made', cell: (one) => localTime(one.createdAt, now), said: null },
    {
      title: 'origin',
      leaves: 2,
      cell: (one) => one.origin,
      said: alike(runs.map((one) => one.origin)) === 'generate' ? '' : null,
    },
    { title: 'jobs', align: 'right', leaves: 3, cell: (one) => String(one.cells), said: null },
    { title: 'states', isCuttable: true, readable: 20, cell: (one) => statesText(one.states), said: null },
  ];
  return arranged(runs, columns, isPlain);
}

const runJson = (one: RunSummary): Json => ({
  run_id: one.runId,
  origin: one.origin,
  recipe_id: one.recipeId,
  draft: one.isDraft,
  gated: one.isGated,
  cells: one.cells,
  states: one.states as { [state: string]: number },
  created_at: one.createdAt,
});
