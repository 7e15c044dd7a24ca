import type { Json } from '../canonical-json.ts';
import type { BindingHash, Digest, ProjectId, RecipeId, RunId } from '../ids.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import type { PipelineStage } from './pipeline.ts';

/** What made a run. */
export const runOrigins = ['generate', 'recover', 'reroll', 'import'] as const;
export type RunOrigin = (typeof runOrigins)[number];

/**
 * What a run with a parent executes again though nothing but tool or environment changed: nothing (the parent's results
 * are pinned), its free stages, or paid ones too.
 */
export const rebuilds = ['none', 'free', 'all'] as const;
export type Rebuild = (typeof rebuilds)[number];

/** One cell of a run: one binding, one final backend, one child. A job carries it out. */
export interface RunCell {
  /** Place in the list, from 1: the second half of a job's public id. */
  readonly n: number;
  readonly binding: LeverBinding;
  readonly binding_hash: BindingHash;
  readonly backend: string;
  readonly concept_backend: string | null;
  readonly child_index: number;
  /** Effective seed: recipe seed + child index. */
  readonly seed: number;
}

/** A file that the recipe names, as it was when the run was made. */
export interface RunFile {
  readonly path: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  /** Its text; `null` for a binary file, which lies under `inputs/<digest>` in the run folder. */
  readonly text: string | null;
}

export interface CatalogueAsset {
  readonly name: string;
  readonly role: string;
  readonly digest: Digest | null;
  readonly size: number | null;
  readonly licence: string | null;
}

/**
 * `runs/<run_id>/run.json`: all that is needed to make the run again. Written once, before any job row; workers
 * execute from it and from the store, and read nothing of `content/` any more.
 */
export interface RunRecord {
  readonly schema_version: 1;
  readonly run_id: RunId;
  readonly project_id: ProjectId;
  /** ISO 8601, UTC. */
  readonly created_at: string;
  readonly origin: RunOrigin;
  readonly parent: RunId | null;
  readonly tool: { readonly name: 'artkiln'; readonly version: string };
  /** Who asked, as the machine names them; proves nothing. */
  readonly actor: string;
  readonly recipe: {
    readonly recipe_id: RecipeId;
    readonly digest: Digest;
    readonly kind: string;
    readonly is_draft: boolean;
    readonly text: string;
  };
  readonly files: readonly RunFile[];
  readonly gated: boolean;
  /** True when earlier decisions about the same bytes are not to be applied. */
  readonly asks_again: boolean;
  /** Left out of older files, which are read as `none`. */
  readonly rebuild: Rebuild;
  readonly seeds: { readonly production: number };
  readonly cells: readonly RunCell[];
  /** Final backend -> its stages in order. */
  readonly pipelines: { readonly [backend: string]: readonly PipelineStage[] };
  readonly catalogue: readonly CatalogueAsset[];
  /** State of the editor that asked, for Recover. */
  readonly ui: { readonly [name: string]: Json };
  /** What the run may cost, in micro-USD; `null`: no amount was named. */
  readonly limits: { readonly max_micro_usd: number | null };
}
