import { failure } from '../failure.ts';
import type { BindingHash, PluginName, Sha256 } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import { bindingHash } from './binding.ts';
import { lastChildIndex } from './check-locked-fields.ts';
import { makesConcept, makesFinal } from './phase.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

/** One job to be: a binding, the backend of its final picture, a child index. */
export interface Cell {
  /** Place in the run's list, from 1: the `3` of `42/3`. */
  readonly n: number;
  readonly binding: LeverBinding;
  readonly bindingHash: BindingHash;
  /** The backend that makes the final picture. */
  readonly backend: PluginName;
  /** The backend that makes the concept before it; `null` for a recipe without a concept phase. */
  readonly conceptBackend: PluginName | null;
  /** The variance axis, 0 to 999. */
  readonly childIndex: number;
  /** Effective seed: the recipe's seed plus the child index. */
  readonly seed: number;
}

/** The backends that make final pictures, in code-unit order. */
export const finalBackends = (recipe: Pick<Recipe, 'templates'>): readonly PluginName[] =>
  Object.keys(recipe.templates)
    .filter((name) => makesFinal(recipe.templates[name]?.phase ?? 'concept'))
    .sort();

/** The backend that makes the concepts; a recipe has one at most. */
export const conceptBackend = (recipe: Pick<Recipe, 'templates'>): PluginName | null =>
  Object.keys(recipe.templates).find((name) => makesConcept(recipe.templates[name]?.phase ?? 'final')) ??
  null;

/**
 * The jobs of a run: one cell per binding, final backend and child index, in that order of nesting, bindings and
 * children as given and backends by name. The same input gives the same list.
 * Children outside 0..999 and anything given twice are bugs of the caller and throw.
 *
 * @example fanOut(recipe, [binding], [0, 1, 2], sha256).map((cell) => cell.seed) // 31337, 31338, 31339
 */
export function fanOut(
  recipe: Pick<Recipe, 'templates' | 'locked'>,
  bindings: readonly LeverBinding[],
  children: readonly number[],
  sha256: Sha256,
): readonly Cell[] {
  for (const child of children) {
    if (!Number.isInteger(child) || child < 0 || child > lastChildIndex) {
      throw new RangeError(`child index ${child} is outside 0..${lastChildIndex}`);
    }
  }
  const hashes = bindings.map((binding) => bindingHash(binding, sha256));
  if (new Set(children).size < children.length) throw new Error('a child index is given twice');
  if (new Set(hashes).size < hashes.length) throw new Error('a binding is given twice');

  const backends = finalBackends(recipe);
  const concept = conceptBackend(recipe);
  const cells: Cell[] = [];
  bindings.forEach((binding, i) => {
    for (const backend of backends) {
      for (const childIndex of children) {
        cells.push({
          n: cells.length + 1,
          binding,
          bindingHash: hashes[i] as BindingHash,
          backend,
          conceptBackend: concept,
          childIndex,
          seed: recipe.locked.seed_production + childIndex,
        });
      }
    }
  });
  return cells;
}

/** The first children: ten concepts are 0 to 9. */
export const firstChildren = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/**
 * Child indices as typed: numbers and ranges with commas between, in rising order, each once.
 * Anything else is `children-invalid`.
 *
 * @example parseChildren('0-4,9') // [0, 1, 2, 3, 4, 9]
 */
export function parseChildren(text: string): Result<readonly number[]> {
  const children = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^([0-9]{1,3})(?:-([0-9]{1,3}))?$/.exec(part.trim()) ?? [];
    if (first === undefined || Number(first) > Number(last))
      return fail(failure('children-invalid', { text }));
    for (let child = Number(first); child <= Number(last); child += 1) children.add(child);
  }
  return ok([...children].sort((a, b) => a - b));
}
