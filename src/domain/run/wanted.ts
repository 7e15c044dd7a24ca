import { boxesOf } from '../recipe/generate-line.ts';
import type { LeverBinding } from '../recipe/recipe.ts';
import type { RunCell } from './run-record.ts';

/** What is asked for as a product: every value of each lever with every child and every backend. */
export interface WantedGroup {
  /** Ticked values. A lever that is not there has none ticked yet. */
  readonly levers: { readonly [lever: string]: readonly string[] };
  /** Child indices in rising order. */
  readonly children: readonly number[];
  /** Final backends in code-unit order; `null`: all that the recipe has. */
  readonly backends: readonly string[] | null;
}

/** One cell that is asked for. */
export interface WantedCell {
  readonly binding: LeverBinding;
  /** The final backend. */
  readonly backend: string;
  readonly childIndex: number;
}

/** Nothing chosen: no lever is ticked, and the first child of whatever will be. */
export const nothingWanted: readonly WantedGroup[] = [{ levers: {}, children: [0], backends: null }];

/**
 * The cells of a run in few groups, so that a sweep is one again. Every cell is in exactly one of them.
 *
 * @param all every final backend of the run's recipe: a group that has them all says `null`
 */
export function groupsOf(
  cells: readonly Pick<RunCell, 'binding' | 'binding_hash' | 'backend' | 'child_index'>[],
  all: readonly string[],
): readonly WantedGroup[] {
  const bindings = new Map<string, { binding: LeverBinding; children: Map<string, Set<number>> }>();
  for (const { binding, binding_hash, backend, child_index } of cells) {
    const known = bindings.get(binding_hash) ?? { binding, children: new Map<string, Set<number>>() };
    bindings.set(binding_hash, known);
    known.children.set(backend, (known.children.get(backend) ?? new Set()).add(child_index));
  }
  // Bindings of the same children on the same backends belong together; levers of another recipe do not.
  const alike = new Map<string, { shape: Shape; bindings: LeverBinding[] }>();
  for (const { binding, children } of bindings.values()) {
    for (const shape of shapesOf(children)) {
      const key = JSON.stringify([shape, Object.keys(binding).sort()]);
      const known = alike.get(key) ?? { shape, bindings: [] };
      alike.set(key, known);
      known.bindings.push(binding);
    }
  }
  return [...alike.values()].flatMap(({ shape, bindings: list }) =>
    boxesOf(leversOf(list), list).map((levers) => ({
      levers,
      children: shape.children,
      backends: isSame(shape.backends, all) ? null : shape.backends,
    })),
  );
}

interface Shape {
  readonly children: readonly number[];
  readonly backends: readonly string[];
}

/** Backends that have the same children, once each. */
function shapesOf(children: ReadonlyMap<string, ReadonlySet<number>>): readonly Shape[] {
  const shapes = new Map<string, { children: readonly number[]; backends: string[] }>();
  for (const backend of [...children.keys()].sort()) {
    const list = [...(children.get(backend) ?? [])].sort((a, b) => a - b);
    const shape = shapes.get(list.join()) ?? { children: list, backends: [] };
    shapes.set(list.join(), shape);
    shape.backends.push(backend);
  }
  return [...shapes.values()];
}

/** The levers of some bindings with their values, in the order in which they come. */
function leversOf(bindings: readonly LeverBinding[]): { readonly [lever: string]: readonly string[] } {
  const levers = new Map<string, Set<string>>();
  for (const binding of bindings)
    for (const [lever, value] of Object.entries(binding))
      levers.set(lever, (levers.get(lever) ?? new Set()).add(value));
  return Object.fromEntries([...levers].sort(byName).map(([lever, values]) => [lever, [...values]]));
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** The values that any group has ticked, by lever in code-unit order. */
export function tickedIn(groups: readonly WantedGroup[]): ReadonlyMap<string, readonly string[]> {
  const ticked = new Map<string, Set<string>>();
  for (const { levers } of groups)
    for (const [lever, values] of Object.entries(levers))
      ticked.set(lever, new Set([...(ticked.get(lever) ?? []), ...values]));
  return new Map([...ticked].sort(byName).map(([lever, values]) => [lever, [...values].sort()]));
}

/** The children that any group has, in rising order. */
export const childrenIn = (groups: readonly WantedGroup[]): readonly number[] =>
  [...new Set(groups.flatMap(({ children }) => children))].sort((a, b) => a - b);

/** The backends that any group has; `null` when one has them all. */
export const backendsIn = (groups: readonly WantedGroup[]): readonly string[] | null =>
  groups.some(({ backends }) => backends === null)
    ? null
    : [...new Set(groups.flatMap(({ backends }) => backends ?? []))].sort();
