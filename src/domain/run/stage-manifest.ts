import type { Json } from '../canonical-json.ts';
import type { Digest, Fingerprint, RunId } from '../ids.ts';
import type { FailureKind } from '../failure.ts';
import type { Ingredients } from './fingerprint.ts';

export type OutcomeKind = 'executed' | 'reused' | 'pinned';

/**
 * Why a stage was executed or reused. Sentences are made of it where people read them. A pinned stage has one line for
 * each field of tool or environment that differs instead.
 */
export const stageReasons = [
  /** Executed: nobody had these ingredients before. */
  'never-run',
  /** Executed: a result was recorded, and its bytes are gone. */
  'output-missing',
  /** Executed: a result was recorded, and its bytes changed on disk. */
  'output-corrupt',
  /** Executed: the run was made with `--rebuild`. */
  'forced',
  /** Executed by this very stage before something stopped it; its result was taken up. */
  'interrupted',
  /** Reused. */
  'same-fingerprint',
  /** Reused or pinned, and bytes had to be fetched back into the store. */
  'restored',
] as const;
export type StageReason = (typeof stageReasons)[number];

export interface StageOutput {
  /** Name inside the stage, such as `picture.png`; also its path under `out/`. */
  readonly name: string;
  readonly bytes: Digest;
  /** `null` for what is not a picture. */
  readonly pixels: Digest | null;
  /** In bytes. */
  readonly size: number;
  readonly media_type: string;
  /** In px; `null` for what is not a picture. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface StageAttempt {
  readonly n: number;
  readonly started_at: string;
  readonly ended_at: string;
  readonly failure: FailureKind | null;
}

/** `stages/<folder>/manifest.json`: record of one stage, written last of it: the commit point. */
export interface StageManifest {
  readonly schema_version: 1;
  readonly run_id: RunId;
  readonly place: number;
  readonly stage: string;
  readonly phase: 'concept' | 'final';
  readonly backend: string;
  readonly binding_hash: string;
  readonly child_index: number;
  readonly fingerprint: Fingerprint;
  readonly ingredients: Ingredients;
  readonly outcome: {
    readonly kind: OutcomeKind;
    /** The run whose result was taken; `null` when it was executed here. */
    readonly from: RunId | null;
    readonly reasons: readonly string[];
  };
  readonly outputs: readonly StageOutput[];
  readonly attempts: readonly StageAttempt[];
  readonly environment: { readonly [name: string]: Json };
  readonly model: string | null;
  readonly cost: { readonly reserved_micro_usd: number; readonly reported_micro_usd: number | null };
  readonly reproducibility: 'deterministic' | 'environment' | 'vendor';
  readonly started_at: string;
  readonly ended_at: string;
}

/** The output that holds the sprite table of a picture: its name with `.json`. */
export const spriteTableOf = <O extends Pick<StageOutput, 'name'>>(
  outputs: readonly O[],
  picture: Pick<StageOutput, 'name'>,
): O | undefined => outputs.find(({ name }) => name === picture.name.replace(/\.png$/, '.json'));

/** What the action cache keeps of a successful execution. Failures are never kept. */
export interface ActionResult {
  readonly schema_version: 1;
  readonly fingerprint: Fingerprint;
  readonly run_id: RunId;
  /** Its folder under `stages/` of that run, where the bytes lie as well. Older entries do not say. */
  readonly folder?: string;
  readonly outputs: readonly StageOutput[];
  readonly model: string | null;
  readonly reproducibility: StageManifest['reproducibility'];
  readonly created_at: string;
}
