import { printable } from '../../../domain/source/printable.ts';
import type { Paint, Style } from './style.ts';
import { displayWidth, truncate } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Columns that may be cut are cut before any other is, the widest first. */
  readonly isCuttable?: boolean;
  /** Width in cells down to which a column that may be cut can still be read; 12 unless told. */
  readonly readable?: number;
  /** Never cut, as an id that is cut is none. */
  readonly isWhole?: boolean;
  /** Left out where the rows do not fit by cutting to what can still be read: the highest first. */
  readonly leaves?: number;
  /** Colours a cell by its text. The text itself must say it all. */
  readonly paint?: (text: string) => Paint | null;
}

const gap = 2;
const leastWidth = 4;
/** What is cut to less than this says little; a column that may leave does so first. */
const readableWidth = 12;

/**
 * A table as lines of at most `columns` cells: titles, then one line per row. Cells are foreign text and are
 * made printable here. A cell that was cut ends with an ellipsis.
 */
export function table(
  all: readonly Column[],
  rows: readonly (readonly string[])[],
  space: { readonly columns: number; readonly style: Style },
): string[] {
  const wide = all.map((column, i) => {
    const texts = rows.map((row) => printable(row[i] ?? ''));
    const width = texts.reduce(
      (most, text) => Math.max(most, displayWidth(text)),
      displayWidth(column.title),
    );
    return { column, texts, width };
  });
  const kept = fitting(wide, space.columns);
  const columns = kept.map(({ column }) => column);
  const cells = rows.map((_, r) => kept.map(({ texts }) => texts[r] ?? ''));
  const widths = kept.map(({ width }) => width);
  shrink(widths, columns.map(onlyCuttable), space.columns, readableOf);
  shrink(widths, columns, space.columns, () => leastWidth);
  const line = (row: readonly string[], paint: (i: number, text: string) => Paint | null): string => {
    let text = '';
    let used = 0;
    for (const [i, column] of columns.entries()) {
      const lead = i === 0 ? 0 : gap;
      const room = Math.min(widths[i] ?? 0, space.columns - used - lead);
      if (room < 1) break;
      const cell = truncate(row[i] ?? '', room);
      // Only what stands there is painted, so that the line can lose the spaces at its end.
      const painted = cell === '' ? '' : (paint(i, row[i] ?? '')?.(cell) ?? cell);
      const filler = ' '.repeat(Math.max(0, room - displayWidth(cell)));
      text += ' '.repeat(lead) + (column.align === 'right' ? filler + painted : painted + filler);
      used += lead + room;
    }
    return text.trimEnd();
  };
  return [
    line(
      columns.map((column) => column.title),
      () => space.style.bold,
    ),
    ...cells.map((row) => line(row, (i, text) => columns[i]?.paint?.(text) ?? null)),
  ];
}

interface Wide {
  readonly column: Column;
  readonly texts: readonly string[];
  readonly width: number;
}

/** The columns that stay: those that can be read beside each other. What left for a wide one comes back if it fits. */
function fitting(wide: readonly Wide[], limit: number): readonly Wide[] {
  const isIn = wide.map(() => true);
  const kept = (): readonly Wide[] => wide.filter((_, i) => isIn[i]);
  const importance = (i: number): number => wide[i]?.column.leaves ?? 0;
  const leaving = [...wide.keys()].filter((i) => importance(i) > 0);
  leaving.sort((a, b) => importance(b) - importance(a) || b - a);
  for (const i of leaving) {
    if (fits(kept(), limit)) break;
    isIn[i] = false;
  }
  for (const i of leaving.toReversed()) {
    if (isIn[i]) continue;
    isIn[i] = true;
    isIn[i] = fits(kept(), limit);
  }
  return kept();
}

function fits(kept: readonly Wide[], limit: number): boolean {
  const widths = kept.map(({ width }) => width);
  const columns = kept.map(({ column }) => onlyCuttable(column));
  shrink(widths, columns, limit, readableOf);
  return totalOf(widths) <= limit;
}

const readableOf = (column: Column): number => column.readable ?? readableWidth;
const onlyCuttable = (column: Column): Column => ({ ...column, isWhole: column.isCuttable !== true });

const totalOf = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);

/** Takes cells from the widest column that may be cut, then from the widest of the others, until the row fits. */
function shrink(
  widths: number[],
  columns: readonly Column[],
  limit: number,
  leastOf: (column: Column) => number,
): void {
  for (const isCuttable of [true, false]) {
    while (totalOf(widths) > limit) {
      let widest = -1;
      for (const [i, width] of widths.entries()) {
        const column = columns[i];
        if (column === undefined || column.isWhole === true) continue;
        if (isCuttable && column.isCuttable !== true) continue;
        if (width > leastOf(column) && width > (widths[widest] ?? 0)) widest = i;
      }
      if (widest < 0) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  }
}

/** The same rows for scripts: no titles, one record per line, cells whole and parted by one tab. */
export const plainRows = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((row) => row.map(printable).join('\t'));
