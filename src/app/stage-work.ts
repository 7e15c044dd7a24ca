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
import type {
  AbortSignalLike,
  Backend,
  BackendRequest,
  Reproducibility,
  VendorFile,
} from '../ports/backend.ts';
import type { Stage, StageFiles } from '../ports/stage.ts';
import type { Executed } from './store-outputs.ts';

export { isBackendStage } from '../domain/run/pipeline.ts';

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
  readonly reproducibility: Reproducibility;
}

/** What a backend stage works on. */
export interface BackendFeed {
  /** Pixels digest of the concept that feeds it. */
  readonly concept: Digest | null;
  /** Digests of the files that its call gave, for `decode`. */
  readonly files: readonly Digest[];
}

/** How the surroundings of a backend are found out: asked by who executes, read by who plans. */
export type EnvironmentOf = (backend: Backend) => Promise<Result<Ingredients['environment']>>;

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

const askRunner: EnvironmentOf = (backend) =>
  backend.runner === undefined ? Promise.resolve(ok({})) : backend.runner.environment();

/** The ingredients of a backend stage. */
export async function planBackendStage(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  feed: BackendFeed,
  environmentOf: EnvironmentOf = askRunner,
): Promise<Result<PlannedStage>> {
  const backend = registry.backends.get(stage.backend);
  if (backend?.runner === undefined) {
    const why =
      backend === undefined
        ? 'this Artkiln has no such backend'
        : 'it is declared, but not part of this version';
    return fail(failure('backend-unavailable', { backend: stage.backend, why }));
  }
  if (stage.stage === 'decode') return ok(planDecode(context, stage, backend, feed.files));
  const environment = await environmentOf(backend);
  if (!environment.ok) return environment;
  const request = backendRequest(context, stage, backend, null);
  const { phase, kind, binding, seed, locked, template } = request;
  // What a vendor is sent is all that it can answer to. The seed tells apart children that a route takes no seed for.
  const params: Json = backend.isPaid
    ? { seed, request: backend.runner.requestOf(request) }
    : { phase, kind, binding, seed, locked, template };
  return ok({
    reproducibility: backend.reproducibility,
    ingredients: {
      stage: stage.stage,
      version: backend.version,
      backend: backend.name,
      params: withFileDigests(params, context.digests) as { [name: string]: Json },
      inputs: feed.concept === null ? [] : [{ role: 'concept', digest: feed.concept }],
      environment: environment.value,
      outputs: stage.stage === 'call' ? ['*.raw'] : declaredOutputs,
    },
  });
}

/** A decoder works on bytes alone: whatever led to them has no part in it. */
function planDecode(
  { recipe }: CellContext,
  stage: PipelineStage,
  backend: Backend,
  files: readonly Digest[],
): PlannedStage {
  if (!backend.isPaid || backend.runner === undefined) throw new Error(`${backend.name} decodes nothing`);
  return {
    reproducibility: 'deterministic',
    ingredients: {
      stage: stage.stage,
      version: backend.runner.decoderVersion,
      backend: backend.name,
      params: { phase: stage.phase, kind: recipe.kind },
      inputs: files.map((digest, k) => ({ role: `${k}.raw`, digest })),
      environment: {},
      outputs: declaredOutputs,
    },
  };
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

/**
 * Has the backend do its stage: make pictures, call for files, or make pictures of `files`, what a call gave.
 */
export async function executeBackend(
  context: CellContext,
  stage: PipelineStage,
  registry: Registry,
  concept: Rgba | null,
  signal: AbortSignalLike,
  files: readonly VendorFile[] = [],
): Promise<Result<Executed>> {
  const backend = registry.backends.get(stage.backend);
  if (backend?.runner === undefined) throw new Error(`${stage.backend} was planned and is gone`);
  if (stage.stage === 'decode') {
    if (!backend.isPaid) throw new Error(`${backend.name} decodes nothing`);
    const { phase } = stage;
    const decoded = await backend.runner.decode(files, { phase, kind: context.recipe.kind });
    return decoded.ok
      ? ok({ pieces: decoded.value.pictures, files: [], model: decoded.value.model })
      : decoded;
  }
  const request = backendRequest(context, stage, backend, concept);
  if (backend.isPaid) {
    const called = await backend.runner.call(request, { signal });
    return called.ok ? ok({ pieces: [], files: called.value.files, model: called.value.model }) : called;
  }
  const answer = await backend.runner.generate(request, { signal });
  return answer.ok ? ok({ pieces: answer.value.pictures, files: [], model: answer.value.model }) : answer;
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
  return ok({ pieces: made, files: [], model: null });
}
