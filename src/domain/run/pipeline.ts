import { hash16, type BindingHash } from '../ids.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Json } from '../canonical-json.ts';

/** One stage of a cell's pipeline. `place` is its number in the folder's name and its order. */
export interface PipelineStage {
  readonly place: number;
  readonly stage: string;
  readonly phase: 'concept' | 'final';
  /** The backend that executes it, or whose pictures it works on. */
  readonly backend: string;
  readonly params: { readonly [name: string]: Json };
}

/**
 * Stages that are a backend's own work: of a free one `concept` and `final`; of a paid one `call`, which buys, and
 * `decode`, which makes pictures of what was bought, in either phase.
 */
const backendStages = ['call', 'concept', 'decode', 'final'];

/** Names that a recipe cannot place and no post stage may have. */
export const reservedStages: readonly string[] = [...backendStages, 'normalize'];

/** Whether a stage is a backend's own work, rather than a post stage. */
export const isBackendStage = ({ stage }: Pick<PipelineStage, 'stage'>): boolean =>
  backendStages.includes(stage);

/** Whether executing a stage costs money. */
export const isPaidStage = ({ stage }: Pick<PipelineStage, 'stage'>): boolean => stage === 'call';

/** What a phase begins with. */
const making = (recipe: Recipe, backend: string, phase: PipelineStage['phase']): readonly string[] =>
  recipe.templates[backend]?.isPaid === true ? ['call', 'decode'] : [phase];

/**
 * The stages of a cell in order: the concept phase if there is one, which ends with `normalize` since people sign
 * normalized bytes only; then the final picture, the recipe's post stages, `normalize`. `normalize` is always last and
 * cannot be removed.
 */
export function pipelineOf(
  recipe: Recipe,
  backend: string,
  conceptBackend: string | null,
): readonly PipelineStage[] {
  const plain = (stage: string) => ({ stage, params: {} });
  const inPhase = (
    phase: PipelineStage['phase'],
    of: string,
    stages: readonly Pick<PipelineStage, 'stage' | 'params'>[],
  ) => stages.map((stage) => ({ ...stage, phase, backend: of }));
  const concept =
    conceptBackend === null
      ? []
      : [...making(recipe, conceptBackend, 'concept').map(plain), plain('normalize')];
  const final = [...making(recipe, backend, 'final').map(plain), ...recipe.postprocess, plain('normalize')];
  return [...inPhase('concept', conceptBackend ?? '', concept), ...inPhase('final', backend, final)].map(
    ({ stage, phase, backend: of, params }, place) => ({ place, stage, phase, backend: of, params }),
  );
}

/**
 * The stage of another pipeline that does the same work: the n-th of that name, phase and backend, where this one is
 * the n-th. Places move when a post stage is added before them; that is no other stage.
 */
export function sameStageIn(
  pipeline: readonly PipelineStage[],
  stage: PipelineStage,
  own: readonly PipelineStage[],
): PipelineStage | null {
  const isLike = (other: PipelineStage): boolean =>
    other.stage === stage.stage && other.phase === stage.phase && other.backend === stage.backend;
  const nth = own.filter((other) => isLike(other) && other.place < stage.place).length;
  return pipeline.filter(isLike)[nth] ?? null;
}

/** Folder of a stage instance under `stages/`. Nothing parses it: the stage manifest holds the parts. */
export function stageFolder(hash: BindingHash, childIndex: number, stage: PipelineStage): string {
  const child = String(childIndex).padStart(3, '0');
  return `${hash16(hash)}.${child}.${String(stage.place).padStart(2, '0')}-${stage.stage}.${stage.backend}`;
}
