import type { Json } from '../domain/canonical-json.ts';
import type { Sprite } from '../domain/candidate/sprite.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { FieldTable } from '../domain/recipe/field.ts';
import type { LeverBinding, Phase } from '../domain/recipe/recipe.ts';
import type { Result } from '../domain/result.ts';
import type { Rgba } from '../pixels/rgba.ts';

/** What a backend is asked to make. Everything that may change the result is in `ingredients`. */
export interface BackendRequest {
  readonly phase: 'concept' | 'final';
  readonly kind: string;
  readonly binding: LeverBinding;
  /** Effective seed: recipe seed + child index. */
  readonly seed: number;
  /** The locked fields that this backend reads, see `Backend.lockedFields`. */
  readonly locked: { readonly [name: string]: Json };
  /** The recipe's template for this backend, placeholders already filled in. */
  readonly template: { readonly [name: string]: Json };
  /** The approved, normalized concept; `null` in the concept phase and for recipes without one. */
  readonly concept: Rgba | null;
}

/** A picture as a backend gives it, before post stages. */
export interface BackendPicture {
  readonly picture: Rgba;
  /** At least one sprite; rectangles lie inside the picture. */
  readonly sprites: readonly Sprite[];
  /** The vendor's untouched file, kept beside the candidate and never shipped. */
  readonly raw: { readonly bytes: Uint8Array; readonly mediaType: string } | null;
}

export interface BackendAnswer {
  /** At least one; an endpoint may return several candidates at once. */
  readonly pictures: readonly BackendPicture[];
  readonly model: string | null;
  /** The substituted prompt, for the side record. */
  readonly prompt: string | null;
}

export interface BackendContext {
  /** Aborted when the lease is lost or the worker stops. */
  readonly signal: AbortSignalLike;
}

/** The part of AbortSignal that the pure layers may know. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

interface Runner {
  /**
   * Part of the fingerprint: what of this backend's surroundings changes its results. Of a paid one it is where calls
   * go: endpoint and API version, never a key, and not the date of our own files.
   */
  environment(): Promise<Result<{ readonly [name: string]: Json }>>;
}

/** Makes pictures that cost nothing. */
export interface FreeRunner extends Runner {
  generate(request: BackendRequest, context: BackendContext): Promise<Result<BackendAnswer>>;
}

/** A file as a vendor sent it. */
export interface VendorFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** What a call that was paid for gave. Kept whole, before anybody looks into it. */
export interface VendorAnswer {
  /** At least one, in the vendor's order. */
  readonly files: readonly VendorFile[];
  readonly model: string | null;
}

/**
 * Makes pictures that cost money, in two steps with a fingerprint each: what was paid for stands in the store before it
 * is decoded, so that mending our decoder never buys art twice.
 */
export interface PaidRunner extends Runner {
  /** All that is sent, apart from the concept's picture and from keys. With the seed it is the call's fingerprint. */
  requestOf(request: BackendRequest): { readonly [name: string]: Json };
  call(request: BackendRequest, context: BackendContext): Promise<Result<VendorAnswer>>;
  /** Bumped by hand whenever `decode` may give another result for the same files. */
  readonly decoderVersion: number;
  /**
   * Pure. One picture of each file in their order, or several of a single file; `raw` is left `null`, since the files
   * are kept already.
   */
  decode(files: readonly VendorFile[], of: DecodedKind): Promise<Result<BackendAnswer>>;
}

/** What a decoder may know besides the files. */
export interface DecodedKind {
  readonly phase: 'concept' | 'final';
  readonly kind: string;
}

export type BackendRunner = FreeRunner | PaidRunner;

export type Reproducibility = 'deterministic' | 'environment' | 'vendor';

/**
 * Where pictures come from. One file or folder under `src/backends/`, default export, file name = `name`.
 * The version is bumped by hand whenever the same request may give other bytes; of a paid one, whenever the same recipe
 * may lead to another call: its decoder has a version of its own.
 */
export type Backend = FreeBackend | PaidBackend;

/** A runner is absent from a backend that is declared but cannot run in this version. */
export interface FreeBackend extends BackendFacts {
  readonly isPaid: false;
  readonly runner?: FreeRunner;
}

export interface PaidBackend extends BackendFacts {
  readonly isPaid: true;
  readonly runner?: PaidRunner;
}

interface BackendFacts {
  readonly apiVersion: 1;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly reproducibility: Reproducibility;
  /** Whether its pictures count as made with generative AI, for disclosure. */
  readonly ai: 'generated' | 'none';
  /** Phases that its template may declare. */
  readonly phases: readonly Phase[];
  /** Template fields, `phase` apart. Unknown ones are refused. */
  readonly templateFields: FieldTable;
  /** Locked fields that it reads, beyond the common ones. */
  readonly lockedFields: FieldTable;
  /** Names of the common locked fields that it reads; they enter the fingerprint. */
  readonly readsLocked: readonly string[];
  /** Template fields that name a file of the project, such as a workflow. */
  readonly fileFields: readonly string[];
  /**
   * Kind -> lever -> values, for a backend that draws only what it knows. Left out where levers reach it as words of a
   * prompt: then any will do.
   */
  readonly vocabulary?: { readonly [kind: string]: { readonly [lever: string]: readonly string[] } };
  /** Faults that the field tables cannot say. Positions are filled in by the caller from `path`. */
  validate?(recipe: BackendRecipeView): readonly BackendFinding[];
  /**
   * The highest price known for one call with this template, in micro-USD; `null` when nobody knows. Left out by
   * backends that cost nothing.
   */
  priceMicroUsd?(template: { readonly [name: string]: Json }): number | null;
}

export interface BackendRecipeView {
  readonly kind: string;
  readonly levers: { readonly [name: string]: readonly string[] };
  readonly locked: { readonly [name: string]: Json };
  readonly template: { readonly [name: string]: Json };
}

/** A fault at a path inside the recipe, such as `['lever_schema', 'properties', 'hair']`. */
export interface BackendFinding extends Pick<Diagnostic, 'severity' | 'code' | 'message' | 'hint'> {
  readonly path: readonly (string | number)[];
}
