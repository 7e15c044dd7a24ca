import { canonicalJson } from '../canonical-json.ts';
import { asBindingHash, type BindingHash, type Sha256 } from '../ids.ts';
import { bindingsOf } from './lever-space.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

/** Every binding of a recipe, lazily, in the order of a sweep: the space is finite but may be huge. */
export const allBindings = (recipe: Pick<Recipe, 'levers'>): Generator<LeverBinding> =>
  bindingsOf(recipe.levers);

/**
 * SHA-256 of the binding's canonical JSON. Stores and compares use all 64 digits; `hash16` is a folder name.
 *
 * @example bindingHash({}, sha256) // '44136fa355b3678a...'
 */
export const bindingHash = (binding: LeverBinding, sha256: Sha256): BindingHash =>
  asBindingHash(sha256(canonicalJson(binding)));
