import type { JobState } from '../job/transition.ts';
import { bindingsOf, countBindings } from './lever-space.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

/** How far one binding has come, from nothing to the players. The order is that of going forward. */
export const coverageStates = [
  'missing',
  'rejected',
  'failed',
  'queued',
  'concept',
  'review',
  'approved',
  'promoted',
  'shipped',
] as const;
export type CoverageState = (typeof coverageStates)[number];

/** What may be required of every binding. */
export const coverageLevels = ['approved', 'promoted', 'shipped'] as const;
export type CoverageLevel = (typeof coverageLevels)[number];

export const rankOf = (state: CoverageState): number => coverageStates.indexOf(state);

/** The furthest of several states. */
export const furthest = (states: readonly CoverageState[]): CoverageState =>
  states.reduce<CoverageState>((best, state) => (rankOf(state) > rankOf(best) ? state : best), 'missing');

/** What a job's state says of its binding. `isWithdrawn`: its approval was taken back. */
export function coverageOfJob(state: JobState, isWithdrawn: boolean): CoverageState {
  switch (state) {
    case 'Pending':
    case 'ConceptGenerating':
    case 'RotationGenerating':
    case 'Persisting':
      return 'queued';
    case 'AwaitingConceptApproval':
      return 'concept';
    case 'AwaitingReview':
      return 'review';
    case 'Approved':
      return isWithdrawn ? 'rejected' : 'approved';
    case 'Rejected':
      return 'rejected';
    case 'Failed':
      return 'failed';
  }
}

/** What is known of one binding; what nothing is known of is missing and has no row. */
export interface CoverageCell {
  /** Place in the lever product, from 0. */
  readonly index: number;
  readonly binding: LeverBinding;
  /** The furthest of all its backends and children. */
  readonly state: CoverageState;
  /** Of each backend on its own. */
  readonly backends: { readonly [backend: string]: CoverageState };
  /** Jobs, by each run cell's latest try. */
  readonly jobs: number;
}

/** One thing that is known: jobs of a binding in one state, or a promotion. */
export interface CoverageFact {
  readonly binding: LeverBinding;
  readonly backend: string;
  readonly state: CoverageState;
  readonly jobs: number;
}

/** The part of a recipe's lever product that is looked at, and what is known in it. */
export interface Coverage {
  /** Levers in the recipe's order with the values that are looked at. */
  readonly levers: Recipe['levers'];
  /** Bindings in the product. */
  readonly size: number;
  /** By place in the product; bindings of which nothing is known are left out. */
  readonly known: ReadonlyMap<number, CoverageCell>;
  readonly totals: { readonly [state in CoverageState]: number };
}

/**
 * Lays what is known over the lever product. The product itself is never built, so a space of a million bindings costs
 * what is known of it. Facts outside the product (another lever value, an old text of a draft) fall away.
 */
export function coverageOf(levers: Recipe['levers'], facts: Iterable<CoverageFact>): Coverage {
  const known = new Map<number, CoverageCell>();
  for (const fact of facts) {
    const index = placeOf(levers, fact.binding);
    if (index === null) continue;
    const cell = known.get(index);
    const backends = cell?.backends ?? {};
    const ofBackend = furthest([backends[fact.backend] ?? 'missing', fact.state]);
    known.set(index, {
      index,
      binding: bindingAt(levers, index),
      state: furthest([cell?.state ?? 'missing', fact.state]),
      backends: { ...backends, [fact.backend]: ofBackend },
      jobs: (cell?.jobs ?? 0) + fact.jobs,
    });
  }
  const size = countBindings(levers);
  const totals = Object.fromEntries(coverageStates.map((state) => [state, 0])) as {
    [state in CoverageState]: number;
  };
  for (const { state } of known.values()) totals[state] += 1;
  totals.missing += size - known.size;
  return { levers, size, known, totals };
}

/** Where a binding stands in the lever product, the last lever turning fastest; `null` when it is not in it. */
export function placeOf(levers: Recipe['levers'], binding: LeverBinding): number | null {
  let index = 0;
  const names = Object.keys(levers);
  if (Object.keys(binding).length !== names.length) return null;
  for (const name of names) {
    const values = levers[name] ?? [];
    const at = values.indexOf(binding[name] ?? '');
    if (at < 0) return null;
    index = index * values.length + at;
  }
  return index;
}

/** The binding at a place of the lever product. */
export function bindingAt(levers: Recipe['levers'], index: number): LeverBinding {
  let rest = index;
  const pairs: [string, string][] = [];
  for (const name of Object.keys(levers).reverse()) {
    const values = levers[name] ?? [];
    pairs.push([name, values[rest % values.length] as string]);
    rest = Math.floor(rest / values.length);
  }
  return Object.fromEntries(pairs.reverse());
}

const cellAt = (coverage: Coverage, index: number): CoverageCell =>
  coverage.known.get(index) ?? {
    index,
    binding: bindingAt(coverage.levers, index),
    state: 'missing',
    backends: {},
    jobs: 0,
  };

/** Cells in the order of the product whose state is one of these, lazily; all of them without `states`. */
export function* cellsOf(
  coverage: Coverage,
  states: ReadonlySet<CoverageState> | null = null,
  from = 0,
): Generator<CoverageCell> {
  if (states !== null && !states.has('missing')) {
    const indices = [...coverage.known.keys()].filter((index) => index >= from).sort((a, b) => a - b);
    for (const index of indices) {
      const cell = coverage.known.get(index) as CoverageCell;
      if (states.has(cell.state)) yield cell;
    }
    return;
  }
  for (let index = from; index < coverage.size; index += 1) {
    const cell = cellAt(coverage, index);
    if (states === null || states.has(cell.state)) yield cell;
  }
}

/** How many bindings are not yet as far as a level. */
export const countBelow = (coverage: Coverage, level: CoverageLevel): number =>
  coverageStates
    .filter((state) => rankOf(state) < rankOf(level))
    .reduce((sum, state) => sum + coverage.totals[state], 0);

/** The states that a level does not let pass. */
export const statesBelow = (level: CoverageLevel): ReadonlySet<CoverageState> =>
  new Set(coverageStates.filter((state) => rankOf(state) < rankOf(level)));

/** One row of a matrix: a value of the row lever, and a cell for each value of the column lever. */
export interface CoverageRow {
  readonly value: string | null;
  readonly cells: readonly CoverageCell[];
}

/** One matrix: rows times columns, for one binding of all other levers. Its rows are made as they are read. */
export interface CoverageBlock {
  readonly others: LeverBinding;
  readonly rows: () => Generator<CoverageRow>;
}

/** The matrices of a coverage, lazily. A lever that is `null` leaves one row, or one column. */
export function* blocksOf(
  coverage: Coverage,
  rows: string | null,
  columns: string | null,
): Generator<CoverageBlock> {
  const { levers } = coverage;
  const rest = Object.fromEntries(
    Object.entries(levers).filter(([name]) => name !== rows && name !== columns),
  );
  const valuesOf = (lever: string | null): readonly (string | null)[] =>
    lever === null ? [null] : (levers[lever] ?? []);
  const part = (lever: string | null, value: string | null): LeverBinding =>
    lever === null || value === null ? {} : { [lever]: value };
  for (const others of bindingsOf(rest)) {
    yield {
      others,
      *rows() {
        for (const row of valuesOf(rows)) {
          const cells = valuesOf(columns).map((column) => {
            const binding = { ...others, ...part(rows, row), ...part(columns, column) };
            return cellAt(coverage, placeOf(levers, binding) as number);
          });
          yield { value: row, cells };
        }
      },
    };
  }
}
