/**
 * The candidates that a mistyped word most likely meant, best first; none when nothing is near.
 * Case and the difference between `-` and `_` do not count. A word may be off by one fault per three characters,
 * by at most three, and by one at least, which is what people's typing errors look like. A candidate that is the
 * same but for case and dashes stands alone, and one that is off by two faults more than the best is not meant.
 *
 * @example nearest('hiar', ['hair', 'armor']) // ['hair']
 */
export function nearest(word: string, candidates: Iterable<string>, most = 3): readonly string[] {
  const folded = fold(word);
  const limit = Math.min(3, Math.max(1, Math.floor(folded.length / 3)));
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const other = fold(candidate);
    // The distance is at least the difference in length, so a hostile word of a megabyte costs nothing.
    if (Math.abs(other.length - folded.length) > limit) continue;
    const distance = editDistance(folded, other);
    // One-letter words are all one edit apart: of those only a difference in case is a near miss.
    if (distance <= limit && distance < Math.max(folded.length, other.length, 1)) {
      found.push({ candidate, distance });
    }
  }
  const best = found.reduce((least, { distance }) => Math.min(least, distance), limit);
  return found
    .filter((entry) => entry.distance <= (best === 0 ? 0 : best + 1))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map((entry) => entry.candidate);
}

/** "did you mean "hair"?" for a hint; `undefined` when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const near = nearest(word, candidates);
  return near.length === 0 ? undefined : `did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
}

const fold = (word: string): string => word.toLowerCase().replaceAll('-', '_');

/**
 * Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions, deletions,
 * substitutions and swaps of neighbours, each counted once, no substring edited twice. In UTF-16 units.
 * Source: F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] as number;
