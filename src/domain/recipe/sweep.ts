import { type Failure, failure } from '../failure.ts';
import type { LeverFault } from '../failures/recipe.ts';
import { fail, ok, type Result } from '../result.ts';
import { nearest } from '../source/nearest.ts';
import { flagOfLever, leverOfFlag } from './lever-flag.ts';
import { bindingsOf, countBindings } from './lever-space.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

/** One lever as a caller gave it. */
export interface GivenLever {
  /** Its name, with dashes in front or not; `hair-color` and `hair_color` alike. */
  readonly name: string;
  /** One value, several with commas between, or `*` for all; `null` when none was given. */
  readonly text: string | null;
}

/** What a caller chose of every lever. It may stand for more bindings than there is memory: count before you make them. */
export interface Sweep {
  /** Levers in lever order, each with the chosen values in the recipe's order, at least one. */
  readonly values: { readonly [lever: string]: readonly string[] };
  /** How many bindings that makes. Exact up to 2^53-1, an estimate beyond. */
  readonly bindings: number;
}

/**
 * The values of a sweep. Refuses, all at once and each with the nearest names: an unknown lever, a value outside the
 * enum, a value named twice, a lever given twice, and a lever left out (one alone has a failure of its own, several
 * are `levers-invalid`; all exit 2). A lever that has one value only need not be named.
 *
 * @param others flags that are no levers, for the guess at what a wrong one means: `--concepts`
 * @example chooseSweep(recipe, [{ name: '--hair', text: 'red,black' }, { name: 'mood', text: '*' }])
 */
export function chooseSweep(
  recipe: Pick<Recipe, 'levers'>,
  given: readonly GivenLever[],
  others: readonly string[] = [],
): Result<Sweep> {
  const { levers } = recipe;
  const names = Object.keys(levers);
  const { chosen, faults } = chooseValues(levers, given, others);
  // A lever that a mistyped flag most likely means is not told as missing too.
  const meant = new Set(faults.flatMap((one) => (one.fault === 'unknown-lever' ? one.near.slice(0, 1) : [])));
  const missing = names
    .filter((lever) => !chosen.has(lever) && !meant.has(flagOfLever(lever)) && levers[lever]?.length !== 1)
    .map((lever): LeverFault => {
      const flag = flagOfLever(lever);
      return { fault: 'missing-lever', flag, known: levers[lever] ?? [], isNamed: false };
    });
  if (faults.length + missing.length > 0) return fail(leversRefused([...faults, ...missing]));
  const values = Object.fromEntries(names.map((lever) => [lever, chosen.get(lever) ?? levers[lever] ?? []]));
  return ok({ values, bindings: countBindings(values) });
}

/**
 * The part of the lever product that a caller names: a lever that is left out keeps all its values. Refuses as
 * `chooseSweep` does, a lever left out apart.
 */
export function narrowLevers(
  { levers }: Pick<Recipe, 'levers'>,
  given: readonly GivenLever[],
): Result<Recipe['levers']> {
  const { chosen, faults } = chooseValues(levers, given);
  if (faults.length > 0) return fail(leversRefused(faults));
  return ok(
    Object.fromEntries(Object.entries(levers).map(([lever, all]) => [lever, chosen.get(lever) ?? all])),
  );
}

/** The values of those levers that were given, in the recipe's order, and what is wrong with them. */
function chooseValues(
  levers: Recipe['levers'],
  given: readonly GivenLever[],
  others: readonly string[] = [],
): { readonly chosen: ReadonlyMap<string, readonly string[]>; readonly faults: readonly LeverFault[] } {
  const names = Object.keys(levers);
  const known = names.map(flagOfLever);
  const faults: LeverFault[] = [];
  const chosen = new Map<string, readonly string[]>();
  const told = new Set<string>();
  for (const { name, text } of given) {
    const lever = leverOfFlag(name);
    const flag = flagOfLever(lever);
    const legal = Object.hasOwn(levers, lever) ? (levers[lever] as readonly string[]) : null;
    if (legal === null) {
      // A mistyped lever is more likely than a mistyped option: those come second.
      const near = [...nearest(lever, names).map(flagOfLever), ...nearest(flag, others)].slice(0, 3);
      if (!told.has(flag)) faults.push({ fault: 'unknown-lever', flag, near, known });
      told.add(flag);
    } else if (chosen.has(lever)) {
      if (!told.has(flag)) faults.push({ fault: 'lever-given-twice', flag, known: legal });
      told.add(flag);
    } else {
      if (text === null) faults.push({ fault: 'missing-lever', flag, known: legal, isNamed: true });
      chosen.set(lever, text === null ? [] : valuesOf(flag, text, legal, faults));
    }
  }
  return { chosen, faults };
}

/** The bindings of a sweep, lazily: in lever order, the last lever turning fastest. */
export const bindingsOfSweep = (sweep: Sweep): Generator<LeverBinding> => bindingsOf(sweep.values);

function valuesOf(
  flag: string,
  text: string,
  legal: readonly string[],
  faults: LeverFault[],
): readonly string[] {
  if (text === '*') return legal;
  // A value may have spaces at its ends; more likely they were typed after a comma.
  const typed = text.split(',').map((part) => (legal.includes(part) ? part : part.trim()));
  const seen = new Set<string>();
  for (const value of typed) {
    if (seen.has(value)) faults.push({ fault: 'lever-value-repeated', flag, value });
    else if (value === '*') faults.push({ fault: 'lever-value-repeated', flag, value });
    else if (!legal.includes(value)) {
      const near = nearest(value, legal);
      faults.push({ fault: 'lever-value-outside-enum', flag, value, near, known: legal });
    }
    seen.add(value);
  }
  return legal.filter((value) => seen.has(value));
}

/** The failure for what is wrong with levers: one fault has a name of its own. */
function leversRefused(faults: readonly LeverFault[]): Failure {
  const [first] = faults;
  if (first === undefined || faults.length > 1) return failure('levers-invalid', { faults });
  switch (first.fault) {
    case 'unknown-lever':
      return failure('unknown-lever', first);
    case 'lever-value-outside-enum':
      return failure('lever-value-outside-enum', first);
    case 'lever-value-repeated':
      return failure('lever-value-repeated', first);
    case 'lever-given-twice':
      return failure('lever-given-twice', first);
    case 'missing-lever':
      return failure('missing-lever', first);
  }
}
