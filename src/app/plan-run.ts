import type { Digest, Fingerprint, Sha256 } from '../domain/ids.ts';
import { parseSpriteTable } from '../domain/candidate/side-record.ts';
import { spritesDigest } from '../domain/candidate/sprite.ts';
import type { BindingChildren } from '../domain/recipe/children.ts';
import { conceptBackend, fanOut } from '../domain/recipe/fan-out.ts';
import { ok, type Result } from '../domain/result.ts';
import { fingerprintOf, type Ingredients } from '../domain/run/fingerprint.ts';
import { pipelineOf, type PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell } from '../domain/run/run-record.ts';
import { spriteTableOf } from '../domain/run/stage-manifest.ts';
import type { ActionCache, BlobStore } from '../ports/store.ts';
import type { LoadedRecipe } from './load-recipe.ts';
import {
  isBackendStage,
  planBackendStage,
  planPostStage,
  type CellContext,
  type Registry,
} from './stage-work.ts';

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

/** Whether a stage would be taken from the action cache or executed, and why. */
export interface PlannedStageRow {
  readonly cell: number;
  readonly place: number;
  readonly stage: string;
  /** Tells the `normalize` of the concept from that of the final picture. */
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  readonly action: 'reuse' | 'execute' | 'unknown';
  readonly why: string;
  readonly fingerprint: Fingerprint | null;
  /** What the fingerprint is of; `null` while it depends on a stage that has not run. */
  readonly ingredients: Ingredients | null;
  /** What it may cost at the highest price known, in micro-USD; `null` for a paid call that has no known price. */
  readonly priceMicroUsd: number | null;
}

export interface PlanDeps {
  readonly registry: Registry;
  readonly cache: ActionCache;
  readonly blobs: BlobStore;
  readonly sha256: Sha256;
}

/**
 * The plan of every cell, stage by stage, from the store alone: no database, no backend call. After a stage that
 * would be executed its successors are unknown, since they depend on what it gives. What two cells have in common,
 * such as the concept of two final backends, is made, and paid, once.
 */
export async function planStages(
  deps: PlanDeps,
  loaded: LoadedRecipe,
  outline: RunOutline,
): Promise<Result<readonly PlannedStageRow[]>> {
  const rows: PlannedStageRow[] = [];
  const texts = new Map(loaded.files.flatMap((f) => (f.text === null ? [] : [[f.path, f.text] as const])));
  const digests = new Map(loaded.files.map((f) => [f.path, f.digest] as const));
  const prices = pricesOf(loaded, deps.registry);
  const firstCells = new Map<string, number>();
  for (const cell of outline.cells) {
    const context: CellContext = { recipe: loaded.recipe, cell, texts, digests };
    const stages = outline.pipelines[cell.backend] ?? [];
    const planned = await planCell(deps, context, stages, prices, firstCells);
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

interface Piece {
  readonly pixels: Digest;
  readonly sprites: Digest;
}

async function planCell(
  deps: PlanDeps,
  context: CellContext,
  stages: readonly PipelineStage[],
  prices: ReadonlyMap<string, number | null>,
  /** What executes a stage first, by what makes two stages the same: cells before this one. */
  firstCells: Map<string, number>,
): Promise<Result<PlannedStageRow[]>> {
  const { cell } = context;
  const rows: PlannedStageRow[] = [];
  let pieces: readonly Piece[] | null = [];
  let concept: Digest | null = null;
  let unknownAfter: string | null = null;
  for (const stage of stages) {
    const row = {
      cell: cell.n,
      place: stage.place,
      stage: stage.stage,
      phase: stage.phase,
      backend: stage.backend,
    };
    const price = isBackendStage(stage) ? paid(prices, stage.backend) : 0;
    /** Gives what the stages after it depend on. */
    const execute = (why: string, ingredients: Ingredients | null): string => {
      const fingerprint = ingredients === null ? null : fingerprintOf(ingredients, deps.sha256);
      const key = fingerprint ?? `${stage.stage} ${stage.backend} ${cell.binding_hash} ${cell.child_index}`;
      const first = firstCells.get(key);
      if (first === undefined) {
        firstCells.set(key, cell.n);
        rows.push({ ...row, action: 'execute', why, fingerprint, ingredients, priceMicroUsd: price });
      } else {
        const same = `the same as in cell ${first}`;
        rows.push({ ...row, action: 'reuse', why: same, fingerprint, ingredients, priceMicroUsd: 0 });
      }
      return stage.stage;
    };
    if (unknownAfter !== null) {
      const why = `unknown until ${unknownAfter} has run`;
      rows.push({
        ...row,
        action: 'unknown',
        why,
        fingerprint: null,
        ingredients: null,
        priceMicroUsd: price,
      });
      continue;
    }
    const planned = isBackendStage(stage)
      ? await planBackendStage(context, stage, deps.registry, stage.phase === 'final' ? concept : null)
      : planPostStage(context, stage, deps.registry, pieces ?? []);
    if (!planned.ok) {
      if (planned.failure.kind !== 'backend-unavailable') return planned;
      unknownAfter = execute(`${stage.backend} cannot run here yet`, null);
      continue;
    }
    const { ingredients } = planned.value;
    const fingerprint = fingerprintOf(ingredients, deps.sha256);
    const found = await deps.cache.lookup(fingerprint);
    if (!found.ok) return found;
    pieces = found.value === null ? null : await piecesOf(deps, found.value.outputs);
    if (pieces === null) {
      const reason = found.value === null ? 'never run with these ingredients' : 'an output is missing';
      unknownAfter = execute(reason, ingredients);
      continue;
    }
    const why = `same fingerprint as in ${found.value?.run_id ?? ''}`;
    rows.push({ ...row, action: 'reuse', why, fingerprint, ingredients, priceMicroUsd: 0 });
    if (stage.phase === 'concept') concept = pieces[0]?.pixels ?? null;
  }
  return ok(rows);
}

/** What a call of this backend may cost: nothing, a price, or nobody knows. */
const paid = (prices: ReadonlyMap<string, number | null>, backend: string): number | null =>
  prices.has(backend) ? (prices.get(backend) ?? null) : 0;

/** The digests of a stored result's pieces; `null` when any of its bytes is missing or no sprite table. */
async function piecesOf(
  deps: PlanDeps,
  outputs: readonly { readonly name: string; readonly bytes: Digest; readonly pixels: Digest | null }[],
): Promise<Piece[] | null> {
  const pieces: Piece[] = [];
  for (const output of outputs) {
    if (!(await deps.blobs.has(output.bytes))) return null;
    if (!output.name.endsWith('.png') || output.pixels === null) continue;
    const table = spriteTableOf(outputs, output);
    const bytes = table === undefined ? null : await deps.blobs.read(table.bytes);
    if (bytes === null || !bytes.ok) return null;
    const sprites = parseSpriteTable(new TextDecoder().decode(bytes.value));
    if (sprites === null) return null;
    pieces.push({ pixels: output.pixels, sprites: spritesDigest(sprites, deps.sha256) });
  }
  return pieces;
}
