import type { Diagnostic, SourceRange } from '../diagnostic.ts';
import { printable } from './printable.ts';
import { type Cell, graphemes, textColumns } from './text-width.ts';

const tabStop = 4;
const mostColumns = 100;
/** Columns kept in front of the fault when a long line is cut. */
const lead = 30;
/** UTF-16 units looked at on either side of the fault. */
const nearby = 1000;

/**
 * A fault as plain text for a terminal or a log, without colour: where and what, the line, the faulty text
 * underlined, the hint. Foreign text is escaped, tabs are widened, wide characters count as two columns and long
 * lines are cut around the fault, so that the underline always stands below what it means.
 *
 * @example
 * content/recipes/a.json:3:5 error unknown-key "colour" is not a field of a recipe.
 *   3 |     "colour": "red"
 *     |     ^^^^^^^^
 *     hint: did you mean "color"?
 */
export function formatDiagnostic(diagnostic: Diagnostic): string[] {
  const { range } = diagnostic;
  const place = range === undefined ? '' : `:${range.line}:${range.column}`;
  const lines = [
    `${printable(diagnostic.file)}${place} ${diagnostic.severity} ${printable(diagnostic.code)} ` +
      printable(diagnostic.message),
  ];
  let margin = '  ';
  if (range !== undefined) {
    const number = `  ${range.line}`;
    margin = ' '.repeat(number.length);
    const { text, underline } = picture(range);
    lines.push(`${number} | ${text}`.trimEnd(), `${margin} | ${underline}`);
  }
  if (diagnostic.hint !== undefined) lines.push(`${margin} hint: ${printable(diagnostic.hint)}`);
  return lines;
}

function picture(range: SourceRange): { readonly text: string; readonly underline: string } {
  // Far more than is shown, and bounded: a minified file may be one line of megabytes.
  const from = Math.max(0, range.column - 1 - nearby);
  const first = range.column - 1 - from;
  const last = first + range.length;
  const cells = window(lineCells(range.lineText.slice(from, from + first + nearby)), first);
  let text = '';
  let indent = 0;
  let marked = 0;
  for (const cell of cells) {
    text += cell.text;
    if (cell.end <= first) indent += cell.columns;
    else if (cell.start < last) marked += cell.columns;
  }
  return { text, underline: ' '.repeat(indent) + '^'.repeat(Math.max(1, marked)) };
}

function lineCells(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  let column = 0;
  for (const grapheme of graphemes(line)) {
    const text = grapheme === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : printable(grapheme);
    const columns = textColumns(text);
    cells.push({ text, columns, start, end: start + grapheme.length });
    start += grapheme.length;
    column += columns;
  }
  return cells;
}

/** At most `mostColumns` columns of a line, around the source offset `focus`, with `…` where it was cut. */
function window(cells: readonly Cell[], focus: number): readonly Cell[] {
  const total = cells.reduce((sum, cell) => sum + cell.columns, 0);
  if (total <= mostColumns) return cells;
  const kept: Cell[] = [];
  let before = 0;
  let from = 0;
  const focusIndex = cells.findIndex((cell) => cell.end > focus);
  for (let i = (focusIndex === -1 ? cells.length : focusIndex) - 1; i >= 0; i -= 1) {
    before += (cells[i] as Cell).columns;
    if (before > lead) {
      from = i + 1;
      break;
    }
  }
  let used = 0;
  if (from > 0) kept.push(ellipsis((cells[from - 1] as Cell).start, (cells[from - 1] as Cell).end));
  for (const cell of cells.slice(from)) {
    if (used + cell.columns > mostColumns) {
      kept.push(ellipsis(cell.start, cell.end));
      break;
    }
    used += cell.columns;
    kept.push(cell);
  }
  return kept;
}

const ellipsis = (start: number, end: number): Cell => ({ text: '…', columns: 1, start, end });
