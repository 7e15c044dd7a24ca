import type { Phase } from './recipe.ts';

export const phases: readonly Phase[] = ['concept', 'final', 'both'];

/**
 * The phase of a template that does not say: a ComfyUI template beside another backend is the concept,
 * everything else is final.
 */
export const defaultPhase = (backend: string, templateCount: number): Phase =>
  backend === 'comfyui' && templateCount > 1 ? 'concept' : 'final';

export const makesConcept = (phase: Phase): boolean => phase !== 'final';
export const makesFinal = (phase: Phase): boolean => phase !== 'concept';
