/**
 * Known names that a mistyped one may have meant, nearest first, at most `most`. A name is near when its part after
 * the last separator is the same, or when at most 2 edits, or a third of that part, lead to it. Optimal string
 * alignment distance.
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

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
