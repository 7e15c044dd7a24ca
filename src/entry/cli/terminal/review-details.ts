import type { ReviewItem } from '../../../domain/review/item.ts';
import { wordsOf } from '../../../domain/review/remark.ts';
import { remarksFor, verdictFor, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { paintLine, type Line } from './review-canvas.ts';
import { keySheet, lineKeySheet } from './review-keys.ts';
import { dollars, findingTexts, leverText, starsText, verdictText } from './review-text.ts';
import type { Paint, Style } from './style.ts';
import { displayWidth, pad, wrap } from './width.ts';

const labelWidth = 9;
/** Of many notes the last ones: they are what was said since. */
const mostNotes = 3;

/** What the screen says of the picture as it is drawn. */
export interface Known {
  readonly label: string;
  /** The sprites' names as they stand in rows, or empty. */
  readonly names: string;
}

interface DetailRoom {
  readonly columns: number;
  readonly rows: number;
  /** Under a picture: short facts share a line, so that the picture has the lines that they save. */
  readonly isWide: boolean;
}

/** What is known of a picture, the verdict and what failed first; cut to `rows` lines. */
export function details(
  session: ReviewSession,
  item: ReviewItem,
  known: Known,
  { columns, rows, isWide }: DetailRoom,
  style: Style,
): Line[] {
  const verdict = verdictFor(session, item);
  const findings = findingTexts(item.findings);
  const verdictPaint = verdict === null ? style.dim : verdict.verdict === 'approve' ? style.green : style.red;
  const labelled = (label: string, text: string, paint?: Paint): Line[] =>
    wrap(text, Math.max(2, columns - labelWidth)).map((part, i) => ({
      text: pad(i === 0 ? label : '', labelWidth) + part,
      ...(paint === undefined ? {} : { paint }),
    }));
  const remarks = remarksFor(session, item);
  const stars = starsText(remarks, session.author);
  const notes = wordsOf(remarks).slice(-mostNotes);
  const head: Line[] = [
    ...wrap(printable(item.recipeTitle), columns).map((text) => ({ text, paint: style.bold })),
    ...labelled('verdict', verdictText(verdict), verdictPaint),
    ...(stars === '' ? [] : labelled('stars', stars, style.yellow)),
    ...notes.flatMap(({ author, text }) =>
      labelled(
        'note',
        author === session.author ? printable(text) : `${printable(author)}: ${printable(text)}`,
      ),
    ),
    ...labelled('picture', known.label),
    ...(known.names === '' ? [] : labelled('sprites', known.names)),
    ...(findings === null ? [] : labelled('checks', findings.summary)),
    ...(findings?.lines ?? []).flatMap(({ outcome, text }) =>
      wrap(text, Math.max(2, columns - 2)).map((part) => ({
        text: `  ${part}`,
        paint: outcome === 'failed' ? style.red : style.yellow,
      })),
    ),
  ];
  const facts: readonly (readonly [string, string])[] = [
    ['seed', `${item.seed} (child ${item.childIndex})`],
    ['job', printable(item.jobId)],
    ['recipe', printable(item.recipeId)],
    ['among', item.candidates === 1 ? '1 candidate' : `${item.candidates} candidates`],
    ['sha256', printable(item.digest.slice(0, 12))],
    ...(item.releasesMicroUsd === 0 ? [] : [['releases', dollars(item.releasesMicroUsd)] as const]),
  ];
  const rest: Line[] = [
    ...labelled('levers', leverText(item)),
    ...(isWide ? joined(facts, columns) : facts.flatMap(([label, text]) => labelled(label, text))),
  ];
  const all = [...head, ...rest];
  if (all.length <= rows) return all;
  return [...all.slice(0, Math.max(0, rows - 1)), { text: '…', paint: style.dim }].slice(
    0,
    Math.max(0, rows),
  );
}

/** Facts side by side, each whole on its line where it fits one. */
function joined(facts: readonly (readonly [string, string])[], columns: number): Line[] {
  const lines: string[] = [];
  for (const [i, [label, text]] of facts.entries()) {
    const fact = i === 0 ? pad(label, labelWidth) + text : `${label} ${text}`;
    const longer = `${lines.at(-1) ?? ''}   ${fact}`;
    if (i > 0 && displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(...wrap(fact, columns));
  }
  return lines.map((text) => ({ text }));
}

/** The list of keys, for the whole screen: in two columns where one has not the rows for it. */
export function helpLines(columns: number, rows: number, style: Style): string[] {
  const shown =
    keySheet.length + 3 <= rows ? oneColumn(columns) : (twoColumns(columns, rows) ?? oneColumn(columns));
  const lines = [{ text: 'Keys', paint: style.bold }, { text: '' }, ...shown].slice(0, Math.max(0, rows - 1));
  const filled = [...lines, ...Array.from({ length: rows - 1 - lines.length }, (): Line => ({ text: '' }))];
  return [...filled, { text: 'Any key goes back.', paint: style.cyan }].map((line) =>
    paintLine(line, columns),
  );
}

function sheetLines(sheet: readonly (readonly [string, string])[], columns: number): Line[] {
  const width = Math.max(...sheet.map(([keys]) => keys.length)) + 2;
  return sheet.flatMap(([keys, meaning]) =>
    wrap(meaning, Math.max(2, columns - width)).map((part, i) => ({
      text: pad(i === 0 ? keys : '', width) + part,
    })),
  );
}

const oneColumn = (columns: number): Line[] => sheetLines(keySheet, columns);

function twoColumns(columns: number, rows: number): Line[] | null {
  const width = Math.floor((columns - 2) / 2);
  const half = Math.ceil(keySheet.length / 2);
  const [left, right] = [sheetLines(keySheet.slice(0, half), width), sheetLines(keySheet.slice(half), width)];
  if (width < 34 || Math.max(left.length, right.length) + 3 > rows) return null;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => ({
    text: `${pad(left[i]?.text ?? '', width + 2)}${right[i]?.text ?? ''}`.trimEnd(),
  }));
}

/** The keys that can be typed as a line. */
export const lineHelp = (columns: number): Line[] => sheetLines(lineKeySheet, columns);
