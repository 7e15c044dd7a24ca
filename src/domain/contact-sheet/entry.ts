import type { Gate, Verdict } from '../gate/gate.ts';
import type { Digest } from '../ids.ts';
import type { JobId } from '../job/job-id.ts';
import type { JobState } from '../job/transition.ts';
import type { LeverBinding } from '../recipe/recipe.ts';

/** What one person said of a picture, folded from all that they said of it. */
export interface ContactNote {
  readonly author: string;
  /** 1 to 5; `null` where none were given or they were taken away. */
  readonly stars: number | null;
  readonly label: string | null;
  readonly texts: readonly string[];
}

/** One picture of a contact sheet, with all that is known of it. */
export interface ContactEntry {
  readonly job: JobId;
  readonly recipeId: string;
  readonly recipeTitle: string;
  /** The recipe's levers with their values, in its own order; empty where the recipe cannot be read. */
  readonly levers: readonly (readonly [name: string, values: readonly string[]])[];
  readonly binding: LeverBinding;
  readonly backend: string;
  readonly seed: number;
  readonly childIndex: number;
  readonly isDraft: boolean;
  readonly state: JobState;
  /** Whether it is a concept or a finished candidate. */
  readonly gate: Gate;
  /** Its place among the pictures of its job, from 0. */
  readonly place: number;
  readonly digest: Digest;
  readonly path: string;
  /** What was decided about these bytes, and why; `null` while nothing is. */
  readonly decided: {
    readonly verdict: Verdict;
    readonly reviewer: string;
    readonly reason: string | null;
  } | null;
  readonly notes: readonly ContactNote[];
}

/** Lever order, then child index, then what tells the rest apart. The same entries always stand in the same order. */
export function inContactOrder(entries: readonly ContactEntry[]): readonly ContactEntry[] {
  return entries
    .map((entry) => ({ entry, key: orderOf(entry) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ entry }) => entry);
}

type Key = readonly (string | number)[];

function orderOf(entry: ContactEntry): Key {
  const names = leverNames(entry);
  const values = names.flatMap((name): (string | number)[] => {
    const value = entry.binding[name] ?? '';
    const known = entry.levers.find(([lever]) => lever === name)?.[1].indexOf(value) ?? -1;
    return [known === -1 ? Number.MAX_SAFE_INTEGER : known, value];
  });
  const { job, recipeId, backend, childIndex, place, digest } = entry;
  // The gate before the place: a job's concept goes before its candidates.
  const rest = [entry.gate === 'concept' ? 0 : 1, place, job.runId, job.cell, job.try, digest];
  return [recipeId, ...values, backend, childIndex, ...rest];
}

/** The levers of an entry in its recipe's order; such as the recipe does not know come after, in canonical order. */
export function leverNames({ levers, binding }: ContactEntry): readonly string[] {
  const known = levers.map(([name]) => name).filter((name) => binding[name] !== undefined);
  const others = Object.keys(binding).filter((name) => !known.includes(name));
  return [...known, ...others.sort()];
}

function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [left = '', right = ''] = [a[i], b[i]];
    if (left === right) continue;
    // Levers of another number stand in other places: numbers go before words.
    if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
