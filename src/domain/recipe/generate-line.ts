import { shellWord } from '../source/shell-word.ts';
import { flagOfLever } from './lever-flag.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

type Levers = Recipe['levers'];

/** Several values for each lever: what one sweep asks for. Levers in the recipe's order. */
export type LeverBox = { readonly [lever: string]: readonly string[] };

/** The command that asks for a box of bindings; every lever has a value in it. */
export function generateLine(recipeId: string, levers: Levers, box: LeverBox): string {
  const flags = Object.entries(levers).map(([lever, legal]) => {
    const values = box[lever] ?? [];
    const isAll = values.length === legal.length && values.length > 1;
    return `${flagOfLever(lever)} ${shellWord(isAll ? '*' : values.join(','))}`;
  });
  return ['art generate', recipeId, ...flags].join(' ');
}

/**
 * The same bindings in few boxes, so that forty holes are asked for with a line or two. Boxes that differ in one lever
 * only are joined, lever by lever from the last. Every binding is in exactly one box; values keep the recipe's order.
 */
export function boxesOf(levers: Levers, bindings: readonly LeverBinding[]): readonly LeverBox[] {
  const names = Object.keys(levers);
  let boxes: LeverBox[] = bindings.map((binding) =>
    Object.fromEntries(names.map((name) => [name, [binding[name] as string]])),
  );
  for (const name of [...names].reverse()) {
    const joined = new Map<string, { readonly box: LeverBox; readonly values: Set<string> }>();
    for (const box of boxes) {
      const rest = JSON.stringify(names.map((one) => (one === name ? [] : box[one])));
      const known = joined.get(rest) ?? { box, values: new Set<string>() };
      for (const value of box[name] ?? []) known.values.add(value);
      joined.set(rest, known);
    }
    boxes = [...joined.values()].map(({ box, values }) => ({
      ...box,
      [name]: (levers[name] ?? []).filter((value) => values.has(value)),
    }));
  }
  return boxes;
}
