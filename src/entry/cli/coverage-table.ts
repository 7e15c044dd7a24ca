import { blocksOf, coverageStates, type Coverage, type CoverageState } from '../../domain/recipe/coverage.ts';
import { flagOfLever } from '../../domain/recipe/lever-flag.ts';
import type { Recipe } from '../../domain/recipe/recipe.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { Column } from './terminal/table.ts';
import type { Paint, Style } from './terminal/style.ts';
import { displayWidth } from './terminal/width.ts';
import { bindingText } from './words.ts';

/** One letter for a state, where the words are too wide. Capitals are what a person has chosen. */
const letters: { readonly [state in CoverageState]: string } = {
  missing: '.',
  rejected: 'x',
  failed: 'f',
  queued: 'q',
  concept: 'c',
  review: 'r',
  approved: 'A',
  promoted: 'P',
  shipped: 'S',
};

/** What a state means; the words of the legend. */
const meanings: { readonly [state in CoverageState]: string } = {
  missing: 'missing: never asked for',
  rejected: 'rejected, or its approval withdrawn',
  failed: 'failed or cancelled',
  queued: 'queued or in work',
  concept: 'at the concept gate',
  review: 'at the review gate',
  approved: 'approved',
  promoted: 'promoted',
  shipped: 'shipped',
};

export interface Axes {
  readonly rows: string | null;
  readonly columns: string | null;
  /** Whether the states fit as words; else as letters, with a legend. */
  readonly isInWords: boolean;
}

const gap = 2;
const widestWord = Math.max(...coverageStates.map((state) => state.length));

/**
 * The levers that span the matrix: those asked for, else the two with the most values, of which the columns must fit
 * the width. A lever with one value spans nothing.
 */
export function chooseAxes(
  levers: Recipe['levers'],
  asked: { readonly rows: string | null; readonly columns: string | null },
  width: number,
): Axes {
  const bySize = Object.keys(levers)
    .filter((name) => (levers[name]?.length ?? 0) > 1)
    .sort((a, b) => (levers[b]?.length ?? 0) - (levers[a]?.length ?? 0));
  const rows = asked.rows ?? bySize.find((name) => name !== asked.columns) ?? null;
  const others = asked.columns === null ? bySize.filter((name) => name !== rows) : [asked.columns];
  const widthOf = (name: string, cell: number): number => {
    const values = rows === null ? [] : (levers[rows] ?? []);
    const head = Math.max(displayWidth(cornerText(rows, name)), ...values.map(displayWidth));
    return (levers[name] ?? []).reduce((sum, value) => sum + gap + Math.max(cell, displayWidth(value)), head);
  };
  for (const name of others) {
    if (widthOf(name, widestWord) <= width) return { rows, columns: name, isInWords: true };
    if (widthOf(name, 1) <= width) return { rows, columns: name, isInWords: false };
  }
  return { rows, columns: asked.columns, isInWords: asked.columns === null };
}

const cornerText = (rows: string | null, columns: string | null): string =>
  [rows, columns].filter((name) => name !== null).join(' \\ ');

export interface TableSpace {
  readonly style: Style;
  /** Draws a table in the width that there is. */
  readonly table: (columns: readonly Column[], rows: readonly (readonly string[])[]) => string[];
  /** At most so many rows of all matrices together. */
  readonly mostRows: number;
}

/** The matrices as lines, the legend and the totals last. */
export function coverageLines(
  coverage: Coverage,
  { rows, columns, isInWords }: Axes,
  { style, table, mostRows }: TableSpace,
): string[] {
  const lines: string[] = [];
  let left = mostRows;
  let isCut = false;
  const values = columns === null ? ['state'] : (coverage.levers[columns] ?? []);
  const heads: readonly Column[] = [
    { title: printable(cornerText(rows, columns)) },
    ...values.map((value) => ({ title: printable(value), paint: paintOf(style) })),
  ];
  for (const block of blocksOf(coverage, rows, columns)) {
    if (left <= 0) {
      isCut = true;
      break;
    }
    const drawn: string[][] = [];
    for (const row of block.rows()) {
      if (drawn.length >= left) {
        isCut = true;
        break;
      }
      drawn.push([row.value ?? '', ...row.cells.map(({ state }) => (isInWords ? state : letters[state]))]);
    }
    const title = bindingText(block.others);
    if (title !== '') lines.push(style.bold(title));
    lines.push(...table(heads, drawn), '');
    left -= drawn.length;
  }
  if (isCut)
    lines.push(`Not all is shown: name a lever, such as ${exampleFlag(coverage)}, to see a part.`, '');
  if (!isInWords) lines.push(...legend(coverage), '');
  return [...lines, totalsLine(coverage)];
}

function exampleFlag({ levers }: Coverage): string {
  const [name = 'hair', values = []] =
    Object.entries(levers).find(([, all]) => all.length > 1) ?? Object.entries(levers)[0] ?? [];
  return printable(`${flagOfLever(name)} ${values[0] ?? ''}`);
}

const legend = ({ totals }: Coverage): string[] => [
  coverageStates
    .filter((state) => totals[state] > 0)
    .map((state) => `${letters[state]} ${meanings[state].split(':')[0]}`)
    .join('   '),
];

/** `400 bindings: 380 missing, 12 at the review gate, 8 approved` */
export function totalsLine({ size, totals }: Coverage): string {
  const parts = coverageStates
    .filter((state) => totals[state] > 0)
    .map(
      (state) => `${totals[state]} ${state === 'concept' || state === 'review' ? meanings[state] : state}`,
    );
  return `${count(size, 'binding')}: ${parts.join(', ')}`;
}

/** The word or letter says it all; the colour only helps the eye. */
const paintOf =
  (style: Style) =>
  (text: string): Paint | null => {
    const state = coverageStates.find((one) => one === text || letters[one] === text);
    switch (state) {
      case 'missing':
        return style.dim;
      case 'rejected':
      case 'failed':
        return style.red;
      case 'concept':
      case 'review':
        return style.yellow;
      case 'queued':
        return style.cyan;
      case 'approved':
      case 'promoted':
      case 'shipped':
        return style.green;
      case undefined:
        return null;
    }
  };
