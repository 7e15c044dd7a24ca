import type { Sha256 } from '../domain/ids.ts';
import { bindingHash } from '../domain/recipe/binding.ts';
import { conceptBackend, finalBackends, mostJobs } from '../domain/recipe/fan-out.ts';
import { lastChildIndex } from '../domain/recipe/check-locked-fields.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { pipelineOf } from '../domain/run/pipeline.ts';
import type { RunCell } from '../domain/run/run-record.ts';
import type { WantedCell } from '../domain/run/wanted.ts';
import type { LoadedRecipe } from './load-recipe.ts';
import type { RunOutline } from './plan-run.ts';

/**
 * The outline of a run of exactly these cells, each once, in the order given. Seeds, concept backends and pipelines are
 * the recipe's, whatever a record says of them. In words what is wrong with a cell that the recipe does not have.
 */
export function outlineCells(
  { recipe }: Pick<LoadedRecipe, 'recipe'>,
  wanted: readonly WantedCell[],
  sha256: Sha256,
): Result<RunOutline> | string {
  if (wanted.length > mostJobs)
    return fail(failure('run-too-large', { jobs: wanted.length, most: mostJobs }));
  const concept = conceptBackend(recipe);
  const known = new Set<string>();
  const cells: RunCell[] = [];
  for (const { binding, backend, childIndex } of wanted) {
    const fault = faultOf(recipe, { binding, backend, childIndex });
    if (fault !== null) return fault;
    const hash = bindingHash(binding, sha256);
    const key = `${hash} ${backend} ${childIndex}`;
    if (known.has(key)) continue;
    known.add(key);
    cells.push({
      n: cells.length + 1,
      binding,
      binding_hash: hash,
      backend,
      concept_backend: concept,
      child_index: childIndex,
      seed: recipe.locked.seed_production + childIndex,
    });
  }
  const backends = [...new Set(cells.map((cell) => cell.backend))];
  return ok({
    cells,
    pipelines: Object.fromEntries(backends.map((name) => [name, pipelineOf(recipe, name, concept)])),
  });
}

function faultOf(recipe: Recipe, { binding, backend, childIndex }: WantedCell): string | null {
  const levers = Object.keys(recipe.levers);
  const given = Object.keys(binding);
  const isWhole = given.length === levers.length && levers.every((lever) => Object.hasOwn(binding, lever));
  if (!isWhole) return 'a binding has not the levers of its recipe';
  for (const lever of levers) {
    const value = binding[lever] ?? '';
    if (recipe.levers[lever]?.includes(value) !== true) return `${lever} cannot be "${value}" in its recipe`;
  }
  if (!finalBackends(recipe).includes(backend)) return `its recipe has no final backend ${backend}`;
  if (childIndex > lastChildIndex) return `child ${childIndex} is beyond ${lastChildIndex}`;
  return null;
}
