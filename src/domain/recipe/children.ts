import { failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { lastChildIndex } from './check-locked-fields.ts';
import type { LeverBinding } from './recipe.ts';

/** A binding, and which of its children are wanted. */
export interface BindingChildren {
  readonly binding: LeverBinding;
  /** Child indices, 0 to 999, none twice. */
  readonly children: readonly number[];
}

/** The children that a caller asks for, of every binding. */
export type WantedChildren =
  | { readonly kind: 'these'; readonly children: readonly number[] }
  /** So many that no run has used. Which ones they are is another question for each binding. */
  | { readonly kind: 'more'; readonly count: number };

/** The first children: ten concepts are 0 to 9. */
export const firstChildren = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/**
 * The next children that are not used: the lowest free indices, in rising order. Fewer than `count` when no more are
 * left of the thousand.
 *
 * @example nextChildren(new Set([0, 1, 5]), 4) // [2, 3, 4, 6]
 */
export function nextChildren(used: ReadonlySet<number>, count: number): readonly number[] {
  const next: number[] = [];
  for (let child = 0; child <= lastChildIndex && next.length < count; child += 1) {
    if (!used.has(child)) next.push(child);
  }
  return next;
}

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

/** Child indices in few words, the inverse of `parseChildren`. @example childrenText([0, 1, 2, 7]) // '0-2,7' */
export function childrenText(children: readonly number[]): string {
  const ranges: { readonly first: number; last: number }[] = [];
  for (const child of children) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last === child - 1) open.last = child;
    else ranges.push({ first: child, last: child });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
