import type { LeverBinding } from './recipe.ts';

/**
 * Every binding of the given levers, lazily: levers in the table's order, the last one turning fastest, values in
 * the order written. No levers have one binding, the empty one; a lever without values has none.
 */
export function* bindingsOf(levers: { readonly [name: string]: readonly string[] }): Generator<LeverBinding> {
  const names = Object.keys(levers);
  const values = names.map((name) => levers[name] ?? []);
  if (values.some((list) => list.length === 0)) return;
  const turns = names.map(() => 0);
  for (;;) {
    yield Object.fromEntries(names.map((name, i) => [name, values[i]?.[turns[i] as number] as string]));
    let wheel = names.length - 1;
    while (wheel >= 0 && turns[wheel] === (values[wheel] as readonly string[]).length - 1) {
      turns[wheel] = 0;
      wheel -= 1;
    }
    if (wheel < 0) return;
    turns[wheel] = (turns[wheel] as number) + 1;
  }
}

/** How many bindings there are. Exact up to 2^53-1, an estimate beyond. */
export const countBindings = (levers: { readonly [name: string]: readonly string[] }): number =>
  Object.values(levers).reduce((product, values) => product * values.length, 1);
