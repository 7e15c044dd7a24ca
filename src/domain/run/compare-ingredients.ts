import type { Json } from '../canonical-json.ts';
import { isObject } from '../json-object.ts';
import type { Ingredients } from './fingerprint.ts';
import { changeOfValue } from './value-text.ts';

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
export const compareIngredients = (from: Ingredients, to: Ingredients): readonly IngredientDifference[] =>
  compareJson(from as unknown as Json, to as unknown as Json);

/** The same for any two JSON documents. */
export function compareJson(from: Json, to: Json): readonly IngredientDifference[] {
  const found: IngredientDifference[] = [];
  compare(from, to, [], found);
  return found;
}

/** Nobody names a field that is deeper; a hostile file may have a hundred thousand levels. */
const deepest = 32;

/** Equality without recursion. */
function isEqual(from: Json | undefined, to: Json | undefined): boolean {
  const pairs: [unknown, unknown][] = [[from, to]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (Array.isArray(a) && Array.isArray(b) && a.length === b.length)
      for (const [i, item] of (a as unknown[]).entries()) pairs.push([item, (b as unknown[])[i]]);
    else if (isObject(a) && isObject(b))
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        pairs.push([member(a, key), member(b, key)]);
    else return false;
  }
  return true;
}

function compare(
  from: Json | undefined,
  to: Json | undefined,
  path: readonly string[],
  found: IngredientDifference[],
): void {
  if (path.length >= deepest) {
    if (!isEqual(from, to)) found.push({ path, from, to });
    return;
  }
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
  // What is left is no two objects and no two lists of one length: equal values are one scalar. A stored document may be
  // a stranger's, and hold what has no canonical form.
  if (from !== to) found.push({ path, from, to });
}

/** Own members only: `constructor` is a fine name for a lever. */
const member = (object: { readonly [name: string]: unknown }, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? (object[key] as Json | undefined) : undefined;

/**
 * Whether a difference is of the tool or its surroundings: the stage's version, or anything of its environment. A
 * person who changes nothing of a recipe may still get these, so a run that continues another keeps its results.
 */
export const isToolOrEnvironment = ({ path }: IngredientDifference): boolean =>
  path[0] === 'version' || path[0] === 'environment';

/**
 * Such a difference in one line, as a pinned stage keeps it.
 *
 * @example toolDifferenceText('final', { path: ['version'], from: 2, to: 3 }) // 'version of final 2 -> 3'
 */
export function toolDifferenceText(stage: string, { path, from, to }: IngredientDifference): string {
  const field = path[0] === 'version' ? `version of ${stage}` : path.join('.');
  return `${field} ${changeOfValue(from, to)}`;
}
