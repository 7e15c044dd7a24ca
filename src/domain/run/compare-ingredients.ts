import { canonicalJson, type Json } from '../canonical-json.ts';
import { isObject } from '../json-object.ts';
import type { Ingredients } from './fingerprint.ts';

/** One place at which two stages' ingredients differ. */
export interface IngredientDifference {
  /** From the top of the ingredients, such as `['params', 'locked', 'steps']`; an index of a list is its number as text. */
  readonly path: readonly string[];
  /** `undefined`: not there. Both are the smallest parts that differ. */
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/**
 * Where two stages' ingredients differ, as deep as their shapes agree, by path in code-unit order. Empty exactly when
 * their fingerprints are equal.
 *
 * Objects are compared by member and lists of equal length by place. Lists of unequal length, such as one more lora,
 * differ as a whole: what belongs to what cannot be told from places.
 */
export function compareIngredients(from: Ingredients, to: Ingredients): readonly IngredientDifference[] {
  const found: IngredientDifference[] = [];
  compare(from as unknown as Json, to as unknown as Json, [], found);
  return found;
}

function compare(
  from: Json | undefined,
  to: Json | undefined,
  path: readonly string[],
  found: IngredientDifference[],
): void {
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    from.forEach((item: Json, i) => {
      compare(item, to[i] as Json, [...path, String(i)], found);
    });
    return;
  }
  if (isObject(from) && isObject(to)) {
    for (const key of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort())
      compare(member(from, key), member(to, key), [...path, key], found);
    return;
  }
  if (!isSame(from, to)) found.push({ path, from, to });
}

/** Own members only: `constructor` is a fine name for a lever. */
const member = (object: { readonly [name: string]: unknown }, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? (object[key] as Json | undefined) : undefined;

const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);

/**
 * Whether a difference is of the tool or its surroundings: the stage's version, or anything of its environment. A
 * person who changes nothing of a recipe may still get these, so a run that continues another keeps its results.
 */
export const isToolOrEnvironment = ({ path }: IngredientDifference): boolean =>
  path[0] === 'version' || path[0] === 'environment';
