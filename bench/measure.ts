/** Wall times of one thing that was measured again and again, in ms. */
export interface Times {
  readonly name: string;
  readonly ms: readonly number[];
}

/**
 * Measures things by turns, A B C A B C, so that a machine that is busy for a while slows all of them alike. The first
 * round warms the file cache and is not counted.
 */
export function byTurns(
  rounds: number,
  things: readonly (readonly [name: string, run: () => void])[],
): Times[] {
  const times = things.map(([name]) => ({ name, ms: [] as number[] }));
  for (let round = -1; round < rounds; round += 1) {
    for (const [i, [, run]] of things.entries()) {
      const began = performance.now();
      run();
      if (round >= 0) times[i]?.ms.push(performance.now() - began);
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const least = (values: readonly number[]): number => Math.min(...values);

/** Round by round: what came before and after in the same moment of the machine. */
export const differences = (one: Times, other: Times): number[] =>
  one.ms.map((value, i) => value - (other.ms[i] ?? Number.NaN));

/** A table for people: the first column to the left, the others to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

export const one = (value: number): string => value.toFixed(1);

/** The value that `percent` of all values do not exceed, of the values themselves. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
}
