import { recipeIds } from '../../app/load-recipe.ts';
import { failure } from '../../domain/failure.ts';
import { isRecipeId, isRunId } from '../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../domain/job/job-id.ts';
import type { JobState } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { nearRecipes } from '../../domain/recipe/near-recipes.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import type { JobFilter, JobSummary, RunQueue } from '../../ports/run-queue.ts';
import { chooseJob, chooseRun } from './resolve.ts';

/** Jobs that a person named: `what` are whole ids, in the order typed. */
export interface NamedJobs {
  readonly what: readonly string[];
  readonly jobs: readonly JobSummary[];
  /** Whether there are more than `most`. */
  readonly isCut: boolean;
}

/**
 * The jobs of the runs, jobs and recipes that were named, each once, or of the whole project; by their latest try, but
 * for a try that was named. `states` of `null` are all.
 */
export async function namedJobs(
  { queue, files }: { readonly queue: RunQueue; readonly files: ProjectFiles },
  operands: readonly string[],
  states: readonly JobState[] | null,
  most: number,
): Promise<Result<NamedJobs>> {
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
      filters.push({ job: { run: { runId: id.runId }, cell: id.cell, try: id.try } });
    } else if (isRecipeId(operand)) {
      what.push(operand);
      filters.push({ recipeId: operand, latestOnly: true });
    } else {
      const chosen = chooseRun(operand, runs.value);
      if (!chosen.ok) return chosen;
      what.push(chosen.value);
      filters.push({ run: { runId: chosen.value }, latestOnly: true });
    }
  }
  const jobs = new Map<string, JobSummary>();
  for (const filter of operands.length === 0 ? [{ latestOnly: true }] : filters) {
    const found = await queue.jobs({
      ...filter,
      ...(states === null ? {} : { states }),
      limit: most + 1,
    });
    if (!found.ok) return found;
    for (const job of found.value) jobs.set(formatJobId(job.id), job);
  }
  const unknown = jobs.size === 0 ? await unknownRecipe(files, what) : ok(undefined);
  if (!unknown.ok) return unknown;
  return ok({ what, jobs: [...jobs.values()].slice(0, most), isCut: jobs.size > most });
}

/** A recipe without jobs may be a slip of the finger. */
async function unknownRecipe(files: ProjectFiles, what: readonly string[]): Promise<Result<void>> {
  const named = what.filter((id) => !isRunId(id) && isRecipeId(id));
  if (named.length === 0) return ok(undefined);
  const known = await recipeIds(files);
  if (!known.ok) return known;
  const missing = named.find((id) => !known.value.some((recipe) => recipe === id));
  if (missing === undefined) return ok(undefined);
  return fail(failure('recipe-not-found', { recipeId: missing, near: nearRecipes(missing, known.value) }));
}
