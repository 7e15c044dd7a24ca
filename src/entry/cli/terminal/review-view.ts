import type { ReviewItem } from '../../../domain/review/item.ts';
import { currentItem, tally, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import type { Ground } from './ground.ts';
import { halfBlocks } from './half-blocks.ts';
import type { Graphics } from './kitty.ts';
import { applyFit, crop, fitLabel, fitPicture, fittedSize, type Fit } from './picture.ts';
import { details, helpLines, paintLine, type Line } from './review-details.ts';
import { promptAndKeys } from './review-prompt.ts';
import { noteTexts, spriteText, stripText } from './review-text.ts';
import { styleFor, type Style, type TerminalFacts } from './style.ts';
import { cutLines, displayWidth } from './width.ts';

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
  const top = topLines(session, item, { columns, rows }, style).slice(0, Math.max(0, rows - bottom.length));
  const height = Math.max(0, rows - top.length - bottom.length);
  const body = bodyOf(session, view, item, { columns, rows: height }, style);
  const picture = body.picture;
  const lines: string[] = [];
  for (let row = 0; row < height; row += 1) {
    const detail = body.details[row - body.detailRow];
    const text = detail === undefined ? '' : paintLine(detail, columns - body.detailColumn);
    const own = picture?.lines[row];
    const left = own ?? '';
    const filled = picture !== null && row < picture.rows && own !== undefined ? picture.columns : 0;
    const lead = text === '' ? '' : ' '.repeat(Math.max(0, body.detailColumn - filled));
    lines.push(left + lead + text);
  }
  return {
    lines: [
      ...top.map((line) => paintLine(line, columns)),
      ...lines,
      ...bottom.map((line) => paintLine(line, columns)),
    ],
    placed:
      picture?.placed === undefined || picture.placed === null
        ? null
        : { ...picture.placed, row: picture.placed.row + top.length },
  };
}

/** Terminals lower than this give the picture every line that can be spared. */
const lowTerminal = 30;

function topLines(
  session: ReviewSession,
  item: ReviewItem | null,
  size: { readonly columns: number; readonly rows: number },
  style: Style,
): Line[] {
  const { columns } = size;
  const { approve, reject, undecided } = tally(session);
  const place = item === null ? '' : `  ${session.cursor + 1} of ${session.items.length}`;
  const gate = item === null ? 'Review' : item.gate === 'concept' ? 'Concept gate' : 'Review gate';
  const counts = `${approve} approve, ${reject} reject, ${undecided} undecided`;
  const isLow = size.rows < lowTerminal;
  const room = columns - displayWidth(gate + place) - displayWidth(counts);
  const strip = isLow && room >= 12 ? `  ${stripText(session, room - 4)}` : '';
  const left = gate + place + strip;
  const fill = columns - displayWidth(left) - displayWidth(counts);
  const head = { text: fill >= 2 ? left + ' '.repeat(fill) + counts : left, paint: style.bold };
  return isLow ? [head] : [head, { text: stripText(session, columns) }, { text: '' }];
}

function bottomLines(
  session: ReviewSession,
  item: ReviewItem | null,
  columns: number,
  most: number,
  style: Style,
): Line[] {
  const path = item === null ? '' : printable(item.picturePath);
  // A path that needs its lines for itself gets them, so that it can be copied as it is.
  const isShort = displayWidth(path) + 5 <= columns;
  const file = item === null ? [] : cutLines(isShort ? `file ${path}` : path, columns);
  const note = session.note === null ? null : { text: noteTexts[session.note], paint: style.yellow };
  const { prompt, keys } = promptAndKeys(session, item, columns);
  const asked: Line = { text: prompt, paint: style.bold };
  return [...file.map((text): Line => ({ text })), note ?? asked, { text: keys, paint: style.cyan }].slice(
    -most,
  );
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
  const isDrawable = graphics.kind !== 'none' && room.columns >= 8 && room.rows >= 4;
  const sprites = spriteText(session, isDrawable);
  const withSprites = (text: string): string => (sprites === '' ? text : `${text}; ${sprites}`);
  if (graphics.kind === 'none' || !isDrawable) {
    return alone(withSprites(`${size}, not drawn on this terminal: open the file`));
  }
  const cell = graphics.kind === 'kitty' ? graphics.cell : { width: 1, height: 2 };
  const fitIn = (space: Room): Fit =>
    fitPicture(source, { width: space.columns * cell.width, height: space.rows * cell.height });
  const label = (fit: Fit): string => withSprites(`${size}, ${fitLabel(fit)}`);

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
