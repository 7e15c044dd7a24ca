import type { Output } from './output.ts';
import type { Column } from './terminal/table.ts';
import { displayWidth } from './terminal/width.ts';

/** A table, and above it what is the same in every row. */
export interface Listing {
  /** Printable pieces of the line above the table; none where nothing is the same. */
  readonly title: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** The one value that all have; `null` when they differ, or there are none. */
export function alike(values: readonly string[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** A listing as lines for stdout. */
export function listingLines(output: Output, { title, columns, rows }: Listing): string[] {
  const facts = output.facts('stdout');
  const width = facts.isTty ? facts.columns : Number.MAX_SAFE_INTEGER;
  const dim = output.style('stdout').dim;
  return [...(output.flags.plain ? [] : inLines(title, width).map(dim)), ...output.table(columns, rows)];
}

/** Pieces two spaces apart, in as many lines as they need. */
export function inLines(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const longer = `${last ?? ''}  ${piece}`;
    if (last === undefined || displayWidth(longer) > width) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
