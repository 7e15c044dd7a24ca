import type { Json } from '../domain/canonical-json.ts';
import { failure } from '../domain/failure.ts';
import type { Digest } from '../domain/ids.ts';
import { fillFields } from '../domain/recipe/fill-template.ts';
import type { Recipe } from '../domain/recipe/recipe.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { withFileDigests, type Ingredients, type InputIngredient } from '../domain/run/fingerprint.ts';
import type { PipelineStage } from '../domain/run/pipeline.ts';
import type { RunCell } from '../domain/run/run-record.ts';
import type { Rgba } from '../pixels/rgba.ts';
import type { AbortSignalLike, Backend, BackendRequest } from '../ports/backend.ts';
import type { Stage, StageFiles } from '../ports/stage.ts';
import type { Executed } from './run-stage.ts';

export interface Registry {
  readonly backends: ReadonlyMap<string, Backend>;
  readonly stages: ReadonlyMap<string, Stage>;
}

/** What a stage of a cell needs to know of its run: nothing here is read from `content/`. */
export interface CellContext {
  readonly recipe: Recipe;
  readonly cell: RunCell;
  /** Path -> text of the files that the recipe names, as they were when the run was made. */
  readonly texts: ReadonlyMap<string, string>;
  /** Path -> digest of the same. */
  readonly digests: ReadonlyMap<string, Digest>;
}

/** A stage ready to be fingerprinted and, if need be, executed. */
export interface PlannedStage {
  readonly ingredients: Ingredients;
  readonly reproducibility: Backend['reproducibility'];
}

const declaredOutputs = ['*.json', '*.png'] as const;

/** What of a recipe's locked fields a stage or backend reads. */
function lockedFor(recipe: Recipe, names: readonly string[]): { [name: string]: Json } {
  const read: { [name: string]: Json } = {};
  for (const name of names) {
    const value = recipe.locked[name];
    if (value !== undefined) read[name] = value;
  }
  return read;
}

/** Whether a stage is a backend's own work, rather than a post stage. */
export const isBackendStage = (stage: PipelineStage): boolean =>
  stage.stage === 'concept' || stage.stage === 'final';

/** The request of a backend stage, with the template filled in. */
export function backendRequest(
  context: CellContext,
  stage: PipelineStage,
  backend: Backend,
  concept: Rgba | null,
): BackendRequest {
  const { recipe, cell } = context;
  const template = recipe.templates[stage.backend];
  return {
    phase: stage.phase,
    kind: recipe.kind,
    binding: cell.binding,
    seed: cell.seed,
    locked: lockedFor(recipe, [...backend.readsLocked, ...Object.keys(backend.lockedFields)]),
    template: fillFields(template?.fields ?? {}, backend.templateFields, cell.binding),
    concept,
  };
}

/** The ingredients of a backend stage. `concept` is the pixels digest of the concept that feeds it. */
export async function planBackendStage(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  concept: Digest | null,
): Promise<Result<PlannedStage>> {
  const backend = registry.backends.get(stage.backend);
  const runner = backend?.runner;
  if (backend === undefined || runner === undefined) {
    const why =
      backend === undefined
        ? 'this Artkiln has no such backend'
        : 'it is declared, but not part of this version';
    return fail(failure('backend-unavailable', { backend: stage.backend, why }));
  }
  const environment = await runner.environment();
  if (!environment.ok) return environment;
  const { phase, kind, binding, seed, locked, template } = backendRequest(context, stage, backend, null);
  const params: Json = { phase, kind, binding, seed, locked, template };
  return ok({
    reproducibility: backend.reproducibility,
    ingredients: {
      stage: stage.stage,
      version: backend.version,
      backend: backend.name,
      params: withFileDigests(params, context.digests) as { [name: string]: Json },
      inputs: concept === null ? [] : [{ role: 'concept', digest: concept }],
      environment: environment.value,
      outputs: declaredOutputs,
    },
  });
}

/** The ingredients of a post stage over the pieces of the stage before it. */
export function planPostStage(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  pieces: readonly { readonly pixels: Digest; readonly sprites: Digest }[],
): Result<PlannedStage> {
  const plugin = registry.stages.get(stage.stage);
  if (plugin === undefined) {
    return fail(failure('stage-failed', { stage: stage.stage, why: 'this Artkiln has no such stage' }));
  }
  const locked = lockedFor(context.recipe, plugin.readsLocked);
  const params: Json = { ...stage.params, ...(Object.keys(locked).length === 0 ? {} : { locked }) };
  const inputs = pieces.flatMap((piece, k): InputIngredient[] => [
    { role: `${k}.picture`, digest: piece.pixels },
    { role: `${k}.sprites`, digest: piece.sprites },
  ]);
  return ok({
    reproducibility: 'deterministic',
    ingredients: {
      stage: plugin.name,
      version: plugin.version,
      params: withFileDigests(params, context.digests) as { [name: string]: Json },
      inputs,
      environment: {},
      outputs: declaredOutputs,
    },
  });
}

/** Has the backend make its pictures. */
export async function executeBackend(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  concept: Rgba | null,
  signal: AbortSignalLike,
): Promise<Result<Executed>> {
  const backend = registry.backends.get(stage.backend);
  if (backend?.runner === undefined) throw new Error(`${stage.backend} was planned and is gone`);
  const answer = await backend.runner.generate(backendRequest(context, stage, backend, concept), { signal });
  return answer.ok ? ok({ pieces: answer.value.pictures, model: answer.value.model }) : answer;
}

/** Runs a post stage over every piece. */
export function executePost(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  pieces: readonly { readonly picture: Rgba; readonly sprites: Executed['pieces'][number]['sprites'] }[],
): Result<Executed> {
  const plugin = registry.stages.get(stage.stage);
  if (plugin === undefined) throw new Error(`${stage.stage} was planned and is gone`);
  const files: StageFiles = { text: (path) => context.texts.get(path) ?? null };
  const locked = lockedFor(context.recipe, plugin.readsLocked);
  const made: Executed['pieces'][number][] = [];
  for (const piece of pieces) {
    const result = plugin.run(piece, stage.params, locked, files);
    if (!result.ok) return result;
    made.push({ ...result.value, raw: null });
  }
  return ok({ pieces: made, model: null });
}
