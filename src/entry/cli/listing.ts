import { printable } from '../../domain/source/printable.ts';
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

/** A column of a listing, and what it says of each row. */
export interface ListingColumn<T> extends Column {
  readonly cell: (row: T) => string;
  /** What every row says alike: then it stands above the table, and the column is left out. */
  readonly said: string | null;
}

/** Rows under columns. For scripts (`isPlain`) every column stays in its place, whatever the rows say. */
export function arranged<T>(
  rows: readonly T[],
  columns: readonly ListingColumn<T>[],
  isPlain: boolean,
): Listing {
  const shown = isPlain ? columns : columns.filter((one) => one.said === null);
  const said = columns.flatMap((one) => (one.said === null || one.said === '' ? [] : [one.said]));
  return {
    title: isPlain ? [] : said.map(printable),
    columns: shown,
    rows: rows.map((row) => shown.map(({ cell }) => cell(row))),
  };
}

/** Cells that a line of stdout may take: as many as the terminal has, any number in a pipe. */
export function widthOf(output: Output): number {
  const { isTty, columns } = output.facts('stdout');
  return isTty ? columns : Number.MAX_SAFE_INTEGER;
}

/** The one value that all have; `null` when they differ, or there are none. */
export function alike(values: readonly string[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** A listing as lines for stdout. A column that says nothing in any row is left out, but with `--plain`. */
export function listingLines(output: Output, listing: Listing): string[] {
  const { title, columns, rows } = output.flags.plain ? listing : withoutEmpty(listing);
  const width = widthOf(output);
  const dim = output.style('stdout').dim;
  return [...(output.flags.plain ? [] : inLines(title, width).map(dim)), ...output.table(columns, rows)];
}

function withoutEmpty({ title, columns, rows }: Listing): Listing {
  const isSaying = columns.map((_, i) => rows.some((row) => (row[i] ?? '') !== ''));
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, i) => isSaying[i]);
  return { title, columns: keep(columns), rows: rows.map(keep) };
}

/** Pieces two spaces apart, in as many lines as they need. */
function inLines(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const longer = `${last ?? ''}  ${piece}`;
    if (last === undefined || displayWidth(longer) > width) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
