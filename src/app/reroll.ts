import { failure } from '../domain/failure.ts';
import { gateOf, isFinal } from '../domain/job/transition.ts';
import { nextChildren } from '../domain/recipe/children.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunCell, RunRecord } from '../domain/run/run-record.ts';
import type { WantedCell } from '../domain/run/wanted.ts';
import type { RunQueue } from '../ports/run-queue.ts';
import { outlined } from './continue-run.ts';
import type { RunOutline } from './plan-run.ts';
import type { RunRecipe, RunRecipeDeps } from './run-recipe.ts';
import { usedChildren } from './used-children.ts';

const mostJobs = 10_000;

/**
 * The cells of a run whose latest job is rejected, at whichever gate. `nothing-rejected` with the counts where there is
 * none, `run-not-queued` where the database knows nothing of the run.
 */
export async function rejectedCells(
  { queue }: { readonly queue: RunQueue },
  record: RunRecord,
): Promise<Result<readonly RunCell[]>> {
  const run = record.run_id;
  const jobs = await queue.jobs({ run: { runId: run }, latestOnly: true, limit: mostJobs });
  if (!jobs.ok) return jobs;
  if (jobs.value.length === 0) return fail(failure('run-not-queued', { run }));
  const rejected = new Set(jobs.value.filter(({ state }) => state === 'Rejected').map(({ id }) => id.cell));
  if (rejected.size > 0) return ok(record.cells.filter(({ n }) => rejected.has(n)));
  const atGate = jobs.value.filter(({ state }) => gateOf(state) !== null).length;
  const open = jobs.value.filter(({ state }) => !isFinal(state)).length;
  const failed = jobs.value.filter(({ state }) => state === 'Failed').length;
  return fail(
    failure('nothing-rejected', { run, cells: record.cells.length, undecided: open, atGate, failed }),
  );
}

/**
 * The same cells with the next children that no run of this recipe has used. Within a binding, cells that shared a child
 * share the new one, so that two final backends still work from one concept.
 */
export async function outlineReroll(
  deps: RunRecipeDeps,
  record: RunRecord,
  { loaded }: Pick<RunRecipe, 'loaded'>,
  rejected: readonly RunCell[],
): Promise<Result<RunOutline>> {
  const used = await usedChildren(deps.runs, record.recipe.recipe_id);
  if (!used.ok) return used;
  const byBinding = new Map<string, RunCell[]>();
  for (const cell of rejected)
    byBinding.set(cell.binding_hash, [...(byBinding.get(cell.binding_hash) ?? []), cell]);
  const wanted: WantedCell[] = [];
  for (const [hash, cells] of byBinding) {
    const old = [...new Set(cells.map(({ child_index }) => child_index))].sort((a, b) => a - b);
    const next = nextChildren(used.value.get(hash) ?? new Set(), old.length);
    if (next.length < old.length) {
      const levers = Object.entries(cells[0]?.binding ?? {}).map(([lever, value]) => `${lever}=${value}`);
      const { recipe_id: recipeId } = record.recipe;
      const data = { recipeId, levers: levers.join(' '), left: next.length, asked: old.length };
      return fail(failure('children-used-up', data));
    }
    for (const { binding, backend, child_index } of cells)
      wanted.push({ binding, backend, childIndex: next[old.indexOf(child_index)] as number });
  }
  return outlined(record, loaded, wanted, deps.sha256);
}
