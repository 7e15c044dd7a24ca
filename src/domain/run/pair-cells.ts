import type { RunCell } from './run-record.ts';

/** A cell of one run and the cell of another that it is compared with. */
export interface CellPair {
  readonly first: RunCell;
  readonly second: RunCell;
  /** Same binding, backend and child; else they are only most alike. */
  readonly isSame: boolean;
}

export interface PairedCells {
  /** By the place of the second. */
  readonly pairs: readonly CellPair[];
  readonly onlyFirst: readonly RunCell[];
  readonly onlySecond: readonly RunCell[];
}

/** More cells without a counterpart than this are not paired by likeness: that takes the square of it. */
const mostLeft = 200;

/**
 * Cells of two runs: equal ones together, then of those that are left the most alike of one backend, each once. A run of
 * one cell with another lever is compared with the run that it was made from.
 */
export function pairCells(first: readonly RunCell[], second: readonly RunCell[]): PairedCells {
  const keyOf = ({ binding_hash, backend, child_index }: RunCell): string =>
    `${binding_hash} ${backend} ${child_index}`;
  const known = new Map(first.map((cell) => [keyOf(cell), cell]));
  const pairs: CellPair[] = [];
  const restSecond: RunCell[] = [];
  for (const cell of second) {
    const same = known.get(keyOf(cell));
    if (same === undefined) restSecond.push(cell);
    else pairs.push({ first: same, second: cell, isSame: true });
    known.delete(keyOf(cell));
  }
  const restFirst = first.filter((cell) => known.get(keyOf(cell)) === cell);
  const alike =
    restFirst.length <= mostLeft && restSecond.length <= mostLeft ? pairAlike(restFirst, restSecond) : [];
  const paired = new Set(alike.flatMap((pair) => [pair.first, pair.second]));
  return {
    pairs: [...pairs, ...alike].sort((a, b) => a.second.n - b.second.n),
    onlyFirst: restFirst.filter((cell) => !paired.has(cell)),
    onlySecond: restSecond.filter((cell) => !paired.has(cell)),
  };
}

/** The most alike first; of equals the earlier cells. */
function pairAlike(first: readonly RunCell[], second: readonly RunCell[]): readonly CellPair[] {
  const all = second.flatMap((b) =>
    first
      .filter((a) => a.backend === b.backend)
      .map((a) => ({ pair: { first: a, second: b, isSame: false }, alike: likeness(a, b) })),
  );
  all.sort((x, y) => y.alike - x.alike);
  const taken = new Set<RunCell>();
  const pairs: CellPair[] = [];
  for (const { pair } of all) {
    if (taken.has(pair.first) || taken.has(pair.second)) continue;
    taken.add(pair.first).add(pair.second);
    pairs.push(pair);
  }
  return pairs;
}

/** Levers that two cells have in common, and their seed. */
export function likeness(a: RunCell, b: RunCell): number {
  const levers = Object.entries(b.binding).filter(
    ([lever, value]) => Object.hasOwn(a.binding, lever) && a.binding[lever] === value,
  ).length;
  return levers + (a.seed === b.seed ? 1 : 0);
}
