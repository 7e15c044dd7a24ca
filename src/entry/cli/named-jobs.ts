import { recipeIds } from '../../app/load-recipe.ts';
import { failure } from '../../domain/failure.ts';
import { isRecipeId } from '../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../domain/job/job-id.ts';
import type { JobState } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { nearRecipes } from '../../domain/recipe/near-recipes.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import type { JobFilter, JobSummary, RunQueue } from '../../ports/run-queue.ts';
import { chooseJob, chooseRun } from './resolve.ts';

/** What a person named: `what` are whole ids, in the order typed. Without any name it is the whole project. */
export interface Named {
  readonly what: readonly string[];
  /** One for each name: its jobs by their latest try, but for a try that was named. */
  readonly filters: readonly JobFilter[];
}

interface Known {
  readonly queue: RunQueue;
  readonly files: ProjectFiles;
}

/** The runs, jobs and recipes of these names; the first of which there is nothing is a failure. */
export async function namedFilters(known: Known, operands: readonly string[]): Promise<Result<Named>> {
  if (operands.length === 0) return ok({ what: [], filters: [{ latestOnly: true }] });
  const { queue } = known;
  const runs = await queue.knownRuns();
  if (!runs.ok) return runs;
  const what: string[] = [];
  const filters: JobFilter[] = [];
  for (const operand of operands) {
    const reference = parseJobReference(operand);
    if (reference !== null) {
      const chosen = await chooseJob(operand, queue);
      if (!chosen.ok) return chosen;
      const { id } = chosen.value;
      what.push(formatJobId(id));
      const job = { run: { runId: id.runId }, cell: id.cell, try: reference.try };
      filters.push({ job, ...(job.try === null ? { latestOnly: true } : {}) });
    } else if (isRecipeId(operand)) {
      const isThere = await checkRecipe(known, operand);
      if (!isThere.ok) return isThere;
      what.push(operand);
      filters.push({ recipeId: operand, latestOnly: true });
    } else {
      const chosen = chooseRun(operand, runs.value);
      if (!chosen.ok) return chosen;
      what.push(chosen.value);
      filters.push({ run: { runId: chosen.value }, latestOnly: true });
    }
  }
  return ok({ what, filters });
}

/** A recipe that has neither a file nor jobs is a slip of the finger. */
async function checkRecipe({ queue, files }: Known, recipeId: string): Promise<Result<void>> {
  const ids = await recipeIds(files);
  if (!ids.ok) return ids;
  if (ids.value.some((id) => id === recipeId)) return ok(undefined);
  const made = await queue.jobs({ recipeId, limit: 1 });
  if (!made.ok) return made;
  if (made.value.length > 0) return ok(undefined);
  return fail(failure('recipe-not-found', { recipeId, near: nearRecipes(recipeId, ids.value) }));
}

export interface NamedJobs {
  readonly what: Named['what'];
  readonly jobs: readonly JobSummary[];
  /** Whether there are more than `most`. */
  readonly isCut: boolean;
}

/** The jobs of what was named, each once. `states` of `null` are all. */
export async function namedJobs(
  known: Known,
  operands: readonly string[],
  states: readonly JobState[] | null,
  most: number,
): Promise<Result<NamedJobs>> {
  const named = await namedFilters(known, operands);
  if (!named.ok) return named;
  const { what, filters } = named.value;
  const jobs = new Map<string, JobSummary>();
  for (const filter of filters) {
    const found = await known.queue.jobs({
      ...filter,
      ...(states === null ? {} : { states }),
      limit: most + 1,
    });
    if (!found.ok) return found;
    for (const job of found.value) jobs.set(formatJobId(job.id), job);
  }
  return ok({ what, jobs: [...jobs.values()].slice(0, most), isCut: jobs.size > most });
}
