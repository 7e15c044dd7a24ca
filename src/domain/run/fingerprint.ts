import { canonicalJson, type Json } from '../canonical-json.ts';
import { asFingerprint, type Digest, type Fingerprint, type Sha256 } from '../ids.ts';

/**
 * Everything that determines a stage's result. The whole document stands in the stage manifest, so that a change
 * can be named from records alone. Never in it: times, paths, hosts, retries, keys, cost, run or recipe ids.
 * A field that is added later gets a default that is left out here, so that old fingerprints stand.
 */
export interface Ingredients {
  /** Two stages may read the same things and do different work. */
  readonly stage: string;
  /** Bumped by hand when the stage's result may change: else an old result would be taken for the new code's. */
  readonly version: number;
  /** Backends answer the same request differently. */
  readonly backend?: string;
  /**
   * Effective values only: levers, substituted prompts, the locked fields that are read, the effective seed. A file is
   * in it by content, see `withFileDigests`: a renamed palette is the same palette.
   */
  readonly params: { readonly [name: string]: Json };
  /** Upstream results by content, so that an unchanged result stops the rebuild. */
  readonly inputs: readonly InputIngredient[];
  /** Result-affecting surroundings: a model, a GPU, a flag. */
  readonly environment: { readonly [name: string]: Json };
  /** Declared outputs: a stage that begins to give more has not been run before. */
  readonly outputs: readonly string[];
  /** Disowns results that are known to be poisoned, by changing every fingerprint that has it. */
  readonly salt?: string;
}

export interface InputIngredient {
  readonly role: string;
  /** The `pixels` digest where the stage reads pixels, else the `bytes` digest. */
  readonly digest: Digest;
}

/** SHA-256 of "art-stage/1\0" and the canonical JSON of the ingredients. */
export function fingerprintOf(ingredients: Ingredients, sha256: Sha256): Fingerprint {
  return asFingerprint(sha256(`art-stage/1\0${canonicalJson(ingredients as unknown as Json)}`));
}

/** Whether a fingerprint is that of its ingredients; a stranger's may hold what has no canonical form. */
export function hasItsFingerprint(
  stage: { readonly ingredients: Ingredients; readonly fingerprint: Fingerprint },
  sha256: Sha256,
): boolean {
  try {
    return fingerprintOf(stage.ingredients, sha256) === stage.fingerprint;
  } catch {
    return false;
  }
}

/** The same value with every path of a named file replaced by the digest of its content. */
export function withFileDigests(value: Json, digests: ReadonlyMap<string, Digest>): Json {
  if (typeof value === 'string') {
    const digest = digests.get(value);
    return digest === undefined ? value : { file: digest };
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => withFileDigests(item, digests));
  const members = Object.entries(value as { [key: string]: Json });
  return Object.fromEntries(members.map(([key, item]) => [key, withFileDigests(item, digests)]));
}
