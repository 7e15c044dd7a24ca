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

/** The concept phase of a cell: the backend's picture, then `normalize`, since people sign normalized bytes only. */
function conceptStages(backend: string): PipelineStage[] {
  return [
    { place: 0, stage: 'concept', phase: 'concept', backend, params: {} },
    { place: 1, stage: 'normalize', phase: 'concept', backend, params: {} },
  ];
}

/**
 * The stages of a cell in order: the concept phase if there is one, `final`, the recipe's post stages, `normalize`.
 * `normalize` is always last and cannot be removed.
 */
export function pipelineOf(
  recipe: Recipe,
  backend: string,
  conceptBackend: string | null,
): readonly PipelineStage[] {
  const before = conceptBackend === null ? [] : conceptStages(conceptBackend);
  const after = [
    { stage: 'final', params: {} },
    ...recipe.postprocess,
    { stage: 'normalize', params: {} },
  ].map(({ stage, params }, i): PipelineStage => ({
    place: before.length + i,
    stage,
    phase: 'final',
    backend,
    params,
  }));
  return [...before, ...after];
}

/** Folder of a stage instance under `stages/`. Nothing parses it: the stage manifest holds the parts. */
export function stageFolder(hash: BindingHash, childIndex: number, stage: PipelineStage): string {
  const child = String(childIndex).padStart(3, '0');
  return `${hash16(hash)}.${child}.${String(stage.place).padStart(2, '0')}-${stage.stage}.${stage.backend}`;
}
