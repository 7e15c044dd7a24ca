import type { BindingHash, PluginName, Sha256 } from '../ids.ts';
import { bindingHash } from './binding.ts';
import { lastChildIndex } from './check-locked-fields.ts';
import type { BindingChildren } from './children.ts';
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

/** At most so many jobs in one run: one record and one transaction hold all of them. */
export const mostJobs = 10_000;

/**
 * The jobs of a run: one cell per binding, final backend and child index, in that order of nesting, bindings and
 * children as given and backends by name. The same input gives the same list.
 * Children outside 0..999 and anything given twice are bugs of the caller and throw.
 *
 * @example fanOut(recipe, [{ binding, children: [0, 1] }], sha256).map((cell) => cell.seed) // 31337, 31338
 */
export function fanOut(
  recipe: Pick<Recipe, 'templates' | 'locked'>,
  wanted: readonly BindingChildren[],
  sha256: Sha256,
): readonly Cell[] {
  const backends = finalBackends(recipe);
  const concept = conceptBackend(recipe);
  const cells: Cell[] = [];
  const hashes = new Set<BindingHash>();
  for (const { binding, children } of wanted) {
    requireChildren(children);
    const hash = bindingHash(binding, sha256);
    if (hashes.has(hash)) throw new Error('a binding is given twice');
    hashes.add(hash);
    for (const backend of backends) {
      for (const childIndex of children) {
        cells.push({
          n: cells.length + 1,
          binding,
          bindingHash: hash,
          backend,
          conceptBackend: concept,
          childIndex,
          seed: recipe.locked.seed_production + childIndex,
        });
      }
    }
  }
  return cells;
}

function requireChildren(children: readonly number[]): void {
  for (const child of children) {
    if (!Number.isInteger(child) || child < 0 || child > lastChildIndex) {
      throw new RangeError(`child index ${child} is outside 0..${lastChildIndex}`);
    }
  }
  if (new Set(children).size < children.length) throw new Error('a child index is given twice');
}
