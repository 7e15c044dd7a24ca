import type { Json } from '../canonical-json.ts';
import type { RecipeId } from '../ids.ts';

/** What a backend's template makes. */
export type Phase = 'concept' | 'final' | 'both';

/** One value for every lever. */
export type LeverBinding = { readonly [lever: string]: string };

export interface LockedFields {
  /** 1 .. 2^53-1001, never 0. */
  readonly seed_production: number;
  readonly [name: string]: Json;
}

export interface PostStage {
  readonly stage: string;
  readonly params: { readonly [name: string]: Json };
}

export interface Template {
  readonly phase: Phase;
  /** Whether its backend costs money: then what it makes is called and decoded in two stages. */
  readonly isPaid: boolean;
  /** The template as written, without `phase`. */
  readonly fields: { readonly [name: string]: Json };
}

/** A recipe that passed every check. Made by `validateRecipe` alone. */
export interface Recipe {
  readonly schema_version: 1;
  readonly recipe_id: RecipeId;
  readonly kind: string;
  readonly title: string | null;
  readonly isDraft: boolean;
  /** Whether its jobs stop at the concept gate: gated kinds, `gates: ["concept"]`, or a concept phase. */
  readonly isGated: boolean;
  /** Levers in code-unit order, each with its legal values in the order written. */
  readonly levers: { readonly [name: string]: readonly string[] };
  readonly locked: LockedFields;
  /** Backend name -> template, in code-unit order. */
  readonly templates: { readonly [backend: string]: Template };
  readonly validOutputKinds: readonly string[];
  readonly isPaletteEnforced: boolean;
  /** The post stages in order: the recipe's own, `palette` appended where it is enforced; without `normalize`. */
  readonly postprocess: readonly PostStage[];
  /** Every file that the recipe names, relative to the project, sorted. */
  readonly files: readonly string[];
}
