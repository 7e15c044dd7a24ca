import { reasonCodes, type ReviewItem } from '../../../domain/review/item.ts';
import { currentItem, tally, verdictFor, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import type { Ground } from './ground.ts';
import { halfBlocks } from './half-blocks.ts';
import type { Graphics } from './kitty.ts';
import { applyFit, crop, fitLabel, fitPicture, fittedSize, type Fit } from './picture.ts';
import { keySheet } from './review-keys.ts';
import {
  commitText,
  findingTexts,
  leverText,
  noteTexts,
  spriteText,
  stripText,
  verdictText,
} from './review-text.ts';
import { styleFor, type Paint, type Style, type TerminalFacts } from './style.ts';
import { displayWidth, pad, truncate, wrap } from './width.ts';

export type LoadedPicture =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'loaded'; readonly png: Uint8Array; readonly rgba: Rgba };

/** What is drawn beside the session itself. */
export interface ReviewView {
  readonly picture: LoadedPicture;
  readonly graphics: Graphics;
  readonly ground: Ground;
}

/** Where the terminal itself draws a picture: cells from 0, and the pixels at the size that they are shown. */
export interface PlacedPicture {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly source: Rgba;
  readonly fit: Fit;
}

export interface ReviewFrame {
  /** At most `rows` lines of at most `columns` cells, painted. */
  readonly lines: readonly string[];
  /** Set where the terminal draws pictures: its cells are left empty in `lines`. */
  readonly placed: PlacedPicture | null;
}

interface Line {
  readonly text: string;
  readonly paint?: Paint;
}

const labelWidth = 9;
const leastDetails = 34;
const gap = 2;

/** The review screen as text, for any size of terminal. */
export const renderReview = (session: ReviewSession, view: ReviewView, facts: TerminalFacts): string[] => [
  ...composeReview(session, view, facts).lines,
];

/** The review screen with the place of its picture. Pure: equal arguments give equal frames. */
export function composeReview(session: ReviewSession, view: ReviewView, facts: TerminalFacts): ReviewFrame {
  const style = styleFor(facts);
  const columns = Math.max(1, facts.columns);
  const rows = Math.max(1, facts.rows);
  const item = currentItem(session);
  if (session.mode.kind === 'help') return { lines: helpLines(columns, rows, style), placed: null };
  const bottom = bottomLines(session, item, columns, Math.max(1, rows - 3), style);
  const top = topLines(session, item, columns, style).slice(0, Math.max(0, rows - bottom.length));
  const height = Math.max(0, rows - top.length - bottom.length);
  const painted = (line: Line, width: number): string => {
    const text = truncate(line.text, width);
    return line.paint === undefined ? text : line.paint(text);
  };
  const body = bodyOf(session, view, item, { columns, rows: height }, style);
  const picture = body.picture;
  const lines: string[] = [];
  for (let row = 0; row < height; row += 1) {
    const detail = body.details[row - body.detailRow];
    const text = detail === undefined ? '' : painted(detail, columns - body.detailColumn);
    const own = picture?.lines[row];
    const left = own ?? '';
    const filled = picture !== null && row < picture.rows && own !== undefined ? picture.columns : 0;
    const lead = text === '' ? '' : ' '.repeat(Math.max(0, body.detailColumn - filled));
    lines.push(left + lead + text);
  }
  return {
    lines: [
      ...top.map((line) => painted(line, columns)),
      ...lines,
      ...bottom.map((line) => painted(line, columns)),
    ],
    placed:
      picture?.placed === undefined || picture.placed === null
        ? null
        : { ...picture.placed, row: picture.placed.row + top.length },
  };
}

function topLines(session: ReviewSession, item: ReviewItem | null, columns: number, style: Style): Line[] {
  const { approve, reject, undecided } = tally(session);
  const place = item === null ? '' : `  ${session.cursor + 1} of ${session.items.length}`;
  const gate = item === null ? 'Review' : item.gate === 'concept' ? 'Concept gate' : 'Review gate';
  const counts = `${approve} approve, ${reject} reject, ${undecided} undecided`;
  const left = `${gate}${place}`;
  const room = columns - displayWidth(left) - counts.length;
  return [
    { text: room >= 2 ? left + ' '.repeat(room) + counts : left, paint: style.bold },
    { text: stripText(session, columns) },
    { text: '' },
  ];
}

function bottomLines(
  session: ReviewSession,
  item: ReviewItem | null,
  columns: number,
  most: number,
  style: Style,
): Line[] {
  const path = item === null ? [] : wrap(`file ${printable(item.picturePath)}`, columns);
  const note = session.note === null ? null : { text: noteTexts[session.note], paint: style.yellow };
  const { prompt, keys } = promptAndKeys(session, item, columns);
  const asked: Line = { text: prompt, paint: style.bold };
  return [...path.map((text): Line => ({ text })), note ?? asked, { text: keys, paint: style.cyan }].slice(
    -most,
  );
}

type KeyHint = readonly [text: string, rank: number];

function promptAndKeys(
  session: ReviewSession,
  item: ReviewItem | null,
  columns: number,
): { prompt: string; keys: string } {
  if (item === null) {
    return { prompt: 'Nothing waits here any more.', keys: hints([['Q quit', 0]], columns) };
  }
  switch (session.mode.kind) {
    case 'look':
    case 'help':
      return {
        prompt: '',
        keys: hints(
          [
            ['P approve', 0],
            ['X reject', 0],
            ['Space next', 1],
            ['Left back', 3],
            ['U clear', 5],
            ['Z undo', 3],
            ...(item.sprites.length > 0 ? [['. sprite', 4] as const] : []),
            ['K ground', 6],
            ['Enter commit', 0],
            ['Q quit', 1],
            ['? keys', 1],
          ],
          columns,
        ),
      };
    case 'reason':
      return {
        prompt: 'Rejected. Why? Enter gives no reason, T types one, Esc takes it back.',
        keys: hints(
          reasonCodes.map((code, i) => [`${i + 1} ${code}`, i] as const),
          columns,
        ),
      };
    case 'text':
      return {
        prompt: `Why? ${tail(printable(session.mode.text), columns - 6)}_`,
        keys: hints(
          [
            ['Enter keep', 0],
            ['Esc back', 0],
          ],
          columns,
        ),
      };
    case 'commit':
      return {
        prompt: commitText(session),
        keys: hints(
          [
            ['Enter commit', 0],
            ['Left look again', 1],
            ['Z undo', 2],
            ['Q quit, keep drafts', 1],
          ],
          columns,
        ),
      };
  }
}

/** The end of a text that is being typed. */
function tail(text: string, columns: number): string {
  let kept = text;
  while (displayWidth(kept) > Math.max(1, columns)) kept = [...kept].slice(1).join('');
  return kept;
}

/** The hints that fit, the least important left out first. */
function hints(all: readonly KeyHint[], columns: number): string {
  let shown = [...all];
  const text = (): string => shown.map(([hint]) => hint).join('  ');
  while (shown.length > 1 && displayWidth(text()) > columns) {
    const worst = Math.max(...shown.map(([, rank]) => rank));
    const at = shown.findLastIndex(([, rank]) => rank === worst);
    shown = shown.filter((_, i) => i !== at);
  }
  return text();
}

interface Body {
  readonly details: readonly Line[];
  readonly detailRow: number;
  readonly detailColumn: number;
  readonly picture: {
    readonly lines: readonly string[];
    readonly columns: number;
    readonly rows: number;
    readonly placed: PlacedPicture | null;
  } | null;
}

interface Room {
  readonly columns: number;
  readonly rows: number;
}

function bodyOf(
  session: ReviewSession,
  view: ReviewView,
  item: ReviewItem | null,
  room: Room,
  style: Style,
): Body {
  if (item === null) return { details: [], detailRow: 0, detailColumn: 0, picture: null };
  const { graphics } = view;
  const alone = (label: string): Body => ({
    details: details(session, item, label, room.columns, room.rows, style),
    detailRow: 0,
    detailColumn: 0,
    picture: null,
  });
  if (view.picture.kind === 'loading') return alone('loading ...');
  if (view.picture.kind === 'failed') return alone(`CANNOT BE READ: ${printable(view.picture.message)}`);
  const source = lookedAt(session, item, view.picture.rgba);
  const size = `${source.width} x ${source.height}`;
  if (graphics.kind === 'none' || room.columns < 8 || room.rows < 4) {
    return alone(`${size}, not drawn on this terminal: open the file`);
  }
  const cell = graphics.kind === 'kitty' ? graphics.cell : { width: 1, height: 2 };
  const fitIn = (space: Room): Fit =>
    fitPicture(source, { width: space.columns * cell.width, height: space.rows * cell.height });
  const label = (fit: Fit): string => `${size}, ${fitLabel(fit)}`;

  const besideSpace = { columns: room.columns - leastDetails - gap, rows: room.rows };
  const beside = besideSpace.columns >= 8 ? fitIn(besideSpace) : null;
  const under = details(session, item, label({ kind: 'reduce', by: 10 }), room.columns, room.rows, style);
  const aboveSpace = {
    columns: room.columns,
    rows: Math.max(1, room.rows - Math.min(under.length, room.rows - 4) - 1),
  };
  const above = fitIn(aboveSpace);
  const isBeside = beside !== null && scaleOf(beside) >= scaleOf(above);
  const fit = isBeside ? beside : above;

  const fitted = fittedSize(source, fit);
  const columns = Math.ceil(fitted.width / cell.width);
  const rows = Math.ceil(fitted.height / cell.height);
  const detailColumn = isBeside ? columns + gap : 0;
  const detailRow = isBeside ? 0 : rows + 1;
  return {
    details: details(session, item, label(fit), room.columns - detailColumn, room.rows - detailRow, style),
    detailRow,
    detailColumn,
    picture: {
      lines:
        graphics.kind === 'blocks' ? halfBlocks(fittedPicture(source, fit), graphics.depth, view.ground) : [],
      columns,
      rows,
      placed: graphics.kind === 'kitty' ? { row: 0, column: 0, rows, source, fit } : null,
    },
  };
}

const scaleOf = (fit: Fit): number => (fit.kind === 'enlarge' ? fit.by : 1 / fit.by);

const cropped = new WeakMap<Rgba, Map<string, Rgba>>();
const fittedPictures = new WeakMap<Rgba, Map<string, Rgba>>();

/** Large pictures are not worked out again for every key. */
function kept(memory: WeakMap<Rgba, Map<string, Rgba>>, from: Rgba, key: string, make: () => Rgba): Rgba {
  const known = memory.get(from) ?? new Map<string, Rgba>();
  memory.set(from, known);
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

function lookedAt(session: ReviewSession, item: ReviewItem, whole: Rgba): Rgba {
  const rectangle = session.sprite === null ? undefined : item.sprites[session.sprite]?.rectangle;
  if (rectangle === undefined) return whole;
  return kept(cropped, whole, JSON.stringify(rectangle), () => crop(whole, rectangle));
}

/** The picture at the size at which it is shown. */
export const fittedPicture = (source: Rgba, fit: Fit): Rgba =>
  kept(fittedPictures, source, `${fit.kind} ${fit.by}`, () => applyFit(source, fit));

function details(
  session: ReviewSession,
  item: ReviewItem,
  pictureText: string,
  columns: number,
  rows: number,
  style: Style,
): Line[] {
  const verdict = verdictFor(session, item);
  const findings = findingTexts(item.findings);
  const sprites = spriteText(session);
  const verdictPaint = verdict === null ? style.dim : verdict.verdict === 'approve' ? style.green : style.red;
  const labelled = (label: string, text: string, paint?: Paint): Line[] =>
    wrap(text, Math.max(2, columns - labelWidth)).map((part, i) => ({
      text: pad(i === 0 ? label : '', labelWidth) + part,
      ...(paint === undefined ? {} : { paint }),
    }));
  const head: Line[] = [
    ...wrap(printable(item.recipeTitle), columns).map((text) => ({ text, paint: style.bold })),
    ...labelled('verdict', verdictText(verdict), verdictPaint),
    ...labelled('picture', sprites === '' ? pictureText : `${pictureText}; ${sprites}`),
    ...labelled('checks', findings.summary),
    ...findings.lines.flatMap(({ outcome, text }) =>
      wrap(text, Math.max(2, columns - 2)).map((part) => ({
        text: `  ${part}`,
        paint: outcome === 'failed' ? style.red : style.yellow,
      })),
    ),
  ];
  const rest: Line[] = [
    ...labelled('levers', leverText(item)),
    ...labelled('seed', String(item.seed)),
    ...labelled('job', printable(item.jobId)),
    ...labelled('recipe', printable(item.recipeId)),
    ...labelled('of', item.candidates === 1 ? '1 candidate' : `${item.candidates} candidates`),
    ...labelled('sha256', printable(item.digest.slice(0, 12))),
  ];
  const all = [...head, ...rest];
  if (all.length <= rows) return all;
  return [...all.slice(0, Math.max(0, rows - 1)), { text: '…', paint: style.dim }].slice(
    0,
    Math.max(0, rows),
  );
}

function helpLines(columns: number, rows: number, style: Style): string[] {
  const width = Math.max(...keySheet.map(([keys]) => keys.length)) + 2;
  const lines: Line[] = [
    { text: 'Keys', paint: style.bold },
    { text: '' },
    ...keySheet.flatMap(([keys, meaning]) =>
      wrap(meaning, Math.max(2, columns - width)).map((part, i) => ({
        text: pad(i === 0 ? keys : '', width) + part,
      })),
    ),
  ];
  const shown = lines.slice(0, Math.max(0, rows - 1));
  const filled = [...shown, ...Array.from({ length: rows - 1 - shown.length }, (): Line => ({ text: '' }))];
  return [...filled, { text: 'Any key goes back.', paint: style.cyan }].map(({ text, ...line }) => {
    const cut = truncate(text, columns);
    return 'paint' in line && line.paint !== undefined ? line.paint(cut) : cut;
  });
}
