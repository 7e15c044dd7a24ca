import { widthOf } from './listing.ts';
import type { Output } from './output.ts';
import { hangingLines } from './terminal/hanging-lines.ts';

/** Items with the same key together, in the order in which each key is met first. */
export function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** A labelled text as lines of stdout, no wider than it. */
export const hung = (output: Output, label: string, text: string): string[] => [
  ...hangingLines(label, text, widthOf(output)),
];

/** Distinct texts of a stage's cells that are shown. */
const mostShown = 3;

/** A text that cells share, and how many of them have it. */
export interface Shared {
  readonly cells: number;
  /** A word or two, which all of them have. */
  readonly label: string;
  readonly text: string;
}

/** What cells share, the most common first; the rare rest is counted. */
export function sharedLines(output: Output, all: readonly Shared[]): string[] {
  const sorted = [...all].sort((a, b) => b.cells - a.cells);
  const rest = sorted.slice(mostShown).reduce((sum, { cells }) => sum + cells, 0);
  const more = `  ${String(rest).padStart(3)} more in other ways; --plain and --json have all of them`;
  return [
    ...sorted
      .slice(0, mostShown)
      .flatMap(({ cells, label, text }) =>
        hung(output, `  ${String(cells).padStart(3)} ${label}${text === '' ? '' : '  '}`, text),
      ),
    ...(rest === 0 ? [] : [output.style('stdout').dim(more)]),
  ];
}

/** One text for several: the first, and that there are others of its kind. */
export function oneOfKind(texts: readonly string[]): string {
  const [first = ''] = texts;
  const others = new Set(texts).size - 1;
  return others === 0 ? first : `${first} (and ${others} alike)`;
}
