import { canonicalJson } from '../canonical-json.ts';
import { type Failure, failure } from '../failure.ts';
import type { LeverFault } from '../failures/recipe.ts';
import { asBindingHash, type BindingHash, type Sha256 } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import { nearest } from '../source/nearest.ts';
import { flagOfLever, leverOfFlag } from './lever-flag.ts';
import { bindingsOf, countBindings } from './lever-space.ts';
import type { LeverBinding, Recipe } from './recipe.ts';

/** Flags as given, each with its value; names with or without dashes, `hair-color` and `hair_color` alike. */
export type GivenLevers = { readonly [flag: string]: string };

type Levers = Recipe['levers'];

/** At most so many bindings in one run: more than a person can look at, and a bound for what a typo may cost. */
export const mostBindings = 10_000;

/**
 * One value for every lever. Refuses an unknown lever, a value outside the enum and a lever that is missing,
 * all at once and each with the nearest names (`unknown-lever`, `lever-value-outside-enum`, `missing-lever`;
 * several together are `levers-invalid`; exit 2).
 *
 * @example bindLevers(recipe, { '--hair': 'red', mood: 'stoic' }) // { hair: 'red', mood: 'stoic' }
 */
export function bindLevers(recipe: Pick<Recipe, 'levers'>, given: GivenLevers): Result<LeverBinding> {
  const { chosen, faults } = choose(recipe.levers, given, (value) => [value]);
  if (faults.length > 0) return fail(tellFaults(faults));
  return ok(
    Object.fromEntries(Object.entries(chosen).map(([lever, values]) => [lever, values[0] as string])),
  );
}

/**
 * The bindings of a sweep: a value may be several with commas between, or `*` for all. In lever order, the last
 * lever turning fastest, values in the recipe's order whatever the order typed, each binding once.
 *
 * @example bindSweep(recipe, { hair: 'red,black', mood: '*' }) // 2 x all moods
 */
export function bindSweep(
  recipe: Pick<Recipe, 'levers'>,
  given: GivenLevers,
): Result<readonly LeverBinding[]> {
  const { chosen, faults } = choose(recipe.levers, given, (value, legal) => {
    return value === '*' ? legal : value.split(',').map((part) => part.trim());
  });
  if (faults.length > 0) return fail(tellFaults(faults));
  const bindings = countBindings(chosen);
  if (bindings > mostBindings) return fail(failure('sweep-too-wide', { bindings, most: mostBindings }));
  return ok([...bindingsOf(chosen)]);
}

/** A value for some levers, or for none: for looking at a recipe before all is chosen. Refuses as `bindLevers` does. */
export function bindPartly(recipe: Pick<Recipe, 'levers'>, given: GivenLevers): Result<LeverBinding> {
  const { chosen, faults } = choose(recipe.levers, given, (value) => [value]);
  const wrong = faults.filter(({ fault }) => fault !== 'missing-lever');
  if (wrong.length > 0) return fail(tellFaults(wrong));
  const pairs = Object.entries(chosen).filter(([, values]) => values.length > 0);
  return ok(Object.fromEntries(pairs.map(([lever, values]) => [lever, values[0] as string])));
}

/** The part of the lever product that a caller names: a lever that is left out keeps all its values. */
export function narrowLevers(recipe: Pick<Recipe, 'levers'>, given: GivenLevers): Result<Levers> {
  const { chosen, faults } = choose(recipe.levers, given, (value, legal) =>
    value === '*' ? legal : value.split(',').map((part) => part.trim()),
  );
  const wrong = faults.filter(({ fault }) => fault !== 'missing-lever');
  if (wrong.length > 0) return fail(tellFaults(wrong));
  const named = new Set(Object.keys(given).map(leverOfFlag));
  return ok(
    Object.fromEntries(
      Object.entries(recipe.levers).map(([lever, all]) => [
        lever,
        named.has(lever) ? (chosen[lever] ?? []) : all,
      ]),
    ),
  );
}

/** Every binding of a recipe, lazily, in the order of `bindSweep`: the space is finite but may be huge. */
export const allBindings = (recipe: Pick<Recipe, 'levers'>): Generator<LeverBinding> =>
  bindingsOf(recipe.levers);

/**
 * SHA-256 of the binding's canonical JSON. Stores and compares use all 64 digits; `hash16` is a folder name.
 *
 * @example bindingHash({}, sha256) // '44136fa355b3678a...'
 */
export const bindingHash = (binding: LeverBinding, sha256: Sha256): BindingHash =>
  asBindingHash(sha256(canonicalJson(binding)));

function choose(
  levers: Levers,
  given: GivenLevers,
  split: (value: string, legal: readonly string[]) => readonly string[],
): { readonly chosen: Levers; readonly faults: readonly LeverFault[] } {
  const faults: LeverFault[] = [];
  const names = Object.keys(levers);
  const wanted = new Map<string, readonly string[]>();
  for (const [flag, value] of Object.entries(given)) {
    const lever = leverOfFlag(flag);
    const legal = Object.hasOwn(levers, lever) ? (levers[lever] as readonly string[]) : null;
    if (legal === null) {
      const near = nearest(lever, names).map(flagOfLever);
      faults.push({ fault: 'unknown-lever', flag: flagOfLever(lever), near, known: names.map(flagOfLever) });
      continue;
    }
    const values = split(value, legal);
    for (const one of values) {
      if (legal.includes(one)) continue;
      const near = nearest(one, legal);
      faults.push({
        fault: 'lever-value-outside-enum',
        flag: flagOfLever(lever),
        value: one,
        near,
        known: legal,
      });
    }
    wanted.set(
      lever,
      legal.filter((one) => values.includes(one)),
    );
  }
  for (const lever of names) {
    if (!wanted.has(lever)) {
      faults.push({ fault: 'missing-lever', flag: flagOfLever(lever), known: levers[lever] ?? [] });
    }
  }
  const chosen = Object.fromEntries(names.map((lever) => [lever, wanted.get(lever) ?? []]));
  return { chosen, faults };
}

function tellFaults(faults: readonly LeverFault[]): Failure {
  const [first] = faults;
  if (first === undefined || faults.length > 1) return failure('levers-invalid', { faults });
  switch (first.fault) {
    case 'unknown-lever':
      return failure('unknown-lever', first);
    case 'lever-value-outside-enum':
      return failure('lever-value-outside-enum', first);
    case 'missing-lever':
      return failure('missing-lever', first);
  }
}
