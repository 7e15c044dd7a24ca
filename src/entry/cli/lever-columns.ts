import type { LeverBinding } from '../../domain/recipe/recipe.ts';
import { printable } from '../../domain/source/printable.ts';
import type { ListingColumn } from './listing.ts';
import { bindingText } from './words.ts';

/** More levers than this, each in a column of its own, leave no room for anything else. */
const mostColumns = 6;

/**
 * The levers of a table's rows: those that differ, each as a column where all rows have the same ones, as they do in
 * one recipe; else as one column of text. With `isPlain` always one column, with all of them.
 */
export function leverColumns<T>(
  rows: readonly T[],
  bindingOf: (row: T) => LeverBinding,
  isPlain: boolean,
  leaves = 0,
): readonly ListingColumn<T>[] {
  const bindings = rows.map(bindingOf);
  const common = isPlain || rows.length === 1 ? {} : commonLevers(bindings);
  const differing = [...new Set(bindings.flatMap((binding) => Object.keys(without(binding, common))))].sort();
  const isOneRecipe = bindings.every((binding) => differing.every((lever) => Object.hasOwn(binding, lever)));
  const said = bindingText(common);
  const asText: ListingColumn<T> = {
    title: 'levers',
    isCuttable: true,
    readable: 30,
    leaves,
    cell: (row) => bindingText(without(bindingOf(row), common)),
    said: null,
  };
  const inColumns =
    !isPlain && rows.length > 1 && isOneRecipe && differing.length <= mostColumns
      ? differing.map((lever): ListingColumn<T> => ({
          title: printable(lever),
          isCuttable: true,
          readable: 8,
          leaves,
          cell: (row) => bindingOf(row)[lever] ?? '',
          said: null,
        }))
      : [asText];
  return said === '' ? inColumns : [{ title: 'common', cell: () => '', said }, ...inColumns];
}

/** The levers that have one value in all bindings. */
export function commonLevers(bindings: readonly LeverBinding[]): LeverBinding {
  const [first = {}] = bindings;
  return Object.fromEntries(
    Object.entries(first).filter(([lever, value]) => bindings.every((other) => other[lever] === value)),
  );
}

export const without = (binding: LeverBinding, common: LeverBinding): LeverBinding =>
  Object.fromEntries(Object.entries(binding).filter(([lever]) => !Object.hasOwn(common, lever)));
