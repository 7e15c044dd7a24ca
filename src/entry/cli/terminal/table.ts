import { printable } from '../../../domain/source/printable.ts';
import type { Paint, Style } from './style.ts';
import { displayWidth, pad, truncate } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Columns that may be cut are cut before any other is, the widest first. */
  readonly isCuttable?: boolean;
  /** Colours a cell by its text. The text itself must say it all. */
  readonly paint?: (text: string) => Paint | null;
}

const gap = 2;
const leastWidth = 4;

/**
 * A table as lines of at most `columns` cells: titles, then one line per row. Cells are foreign text and are
 * made printable here.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  space: { readonly columns: number; readonly style: Style },
): string[] {
  const cells = rows.map((row) => columns.map((_, i) => printable(row[i] ?? '')));
  const widths = columns.map((column, i) =>
    Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[i] ?? ''))),
  );
  shrink(widths, columns, space.columns);
  const line = (row: readonly string[], paint: (i: number, text: string) => Paint | null): string => {
    let text = '';
    let used = 0;
    for (const [i, column] of columns.entries()) {
      const lead = i === 0 ? 0 : gap;
      const room = Math.min(widths[i] ?? 0, space.columns - used - lead);
      if (room < 1) break;
      const cell = truncate(row[i] ?? '', room);
      const isLast = i === columns.length - 1 && column.align !== 'right';
      const filled = isLast ? cell : pad(cell, room, column.align);
      text += ' '.repeat(lead) + (paint(i, row[i] ?? '')?.(filled) ?? filled);
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

/** Takes cells from the widest column that may be cut, then from the widest of all, until the row fits. */
function shrink(widths: number[], columns: readonly Column[], limit: number): void {
  const total = (): number => widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);
  for (const isCuttable of [true, false]) {
    while (total() > limit) {
      let widest = -1;
      for (const [i, width] of widths.entries()) {
        if (isCuttable && columns[i]?.isCuttable !== true) continue;
        if (width > leastWidth && width > (widths[widest] ?? 0)) widest = i;
      }
      if (widest < 0) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  }
}

/** The same rows for scripts: no titles, one record per line, cells whole and parted by one tab. */
export const plainRows = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((row) => row.map(printable).join('\t'));
