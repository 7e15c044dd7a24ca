import { editDistance } from '../source/nearest.ts';

/**
 * Known names that a mistyped one may have meant, nearest first, at most `most`. A name is near when its part after
 * the last separator is the same, or when at most 2 edits, or a third of that part, lead to it.
 */
export function nearestNames(typed: string, known: readonly string[], most = 3): readonly string[] {
  const tail = (name: string): string =>
    name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  return known
    .map((name) => ({ name, distance: tail(name) === tail(typed) ? 1 : editDistance(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(tail(name).length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
