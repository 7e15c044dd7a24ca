import type { Sha256 } from '../domain/ids.ts';
import type { BindingChildren } from '../domain/recipe/children.ts';
import { conceptBackend, fanOut } from '../domain/recipe/fan-out.ts';
import { ok, type Result } from '../domain/result.ts';
import { pipelineOf, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell } from '../domain/run/run-record.ts';
import type { LoadedRecipe } from './load-recipe.ts';
import {
  planCell,
  type PlanBasis,
  type PlanDeps,
  type PlannedStageRow,
  type PlanOfAll,
} from './plan-cell.ts';
import type { CellContext, Registry } from './stage-work.ts';

export type { PlanBasis, PlanDeps, PlannedStageRow } from './plan-cell.ts';

/** What a run would be made of, before any of it exists. */
export interface RunOutline {
  readonly cells: readonly RunCell[];
  readonly pipelines: { readonly [backend: string]: readonly PipelineStage[] };
}

/** The cells of a run and the stages of each, from recipe, bindings and the children of each binding alone. */
export function outlineRun(
  loaded: LoadedRecipe,
  wanted: readonly BindingChildren[],
  sha256: Sha256,
): RunOutline {
  const { recipe } = loaded;
  const cells = fanOut(recipe, wanted, sha256).map((cell): RunCell => ({
    n: cell.n,
    binding: cell.binding,
    binding_hash: cell.bindingHash,
    backend: cell.backend,
    concept_backend: cell.conceptBackend,
    child_index: cell.childIndex,
    seed: cell.seed,
  }));
  const backends = [...new Set(cells.map((cell) => cell.backend))];
  const pipelines = Object.fromEntries(
    backends.map((backend) => [backend, pipelineOf(recipe, backend, conceptBackend(recipe))]),
  );
  return { cells, pipelines };
}

/**
 * The plan of every cell, stage by stage, from the project's files alone: no database, no backend call. After a stage
 * that would be executed its successors are unknown, since they depend on what it gives. What two cells have in common,
 * such as the concept of two final backends, is made, and paid, once.
 */
export async function planStages(
  deps: PlanDeps,
  loaded: LoadedRecipe,
  outline: RunOutline,
  basis: PlanBasis = { parent: null, rebuild: 'none' },
): Promise<Result<readonly PlannedStageRow[]>> {
  const rows: PlannedStageRow[] = [];
  const texts = new Map(loaded.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(loaded.files.map((f) => [f.path, f.digest] as const));
  const all: PlanOfAll = {
    deps,
    basis,
    pipelines: outline.pipelines,
    prices: pricesOf(loaded, deps.registry),
    environments: new Map(),
    firstCells: new Map(),
  };
  for (const cell of outline.cells) {
    const context: CellContext = { recipe: loaded.recipe, cell, texts, digests };
    const planned = await planCell(all, context);
    if (!planned.ok) return planned;
    rows.push(...planned.value);
  }
  return ok(rows);
}

/** Price of one call of each paid backend of the recipe, in micro-USD; `null` where nobody knows it. */
export function pricesOf(loaded: LoadedRecipe, registry: Registry): ReadonlyMap<string, number | null> {
  const prices = new Map<string, number | null>();
  for (const [name, template] of Object.entries(loaded.recipe.templates)) {
    const backend = registry.backends.get(name);
    if (backend?.isPaid === true) prices.set(name, backend.priceMicroUsd?.(template.fields) ?? null);
  }
  return prices;
}
