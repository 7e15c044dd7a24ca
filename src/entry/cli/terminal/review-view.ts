import type { ReviewItem } from '../../../domain/review/item.ts';
import { currentItem, tally, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import type { Ground } from './ground.ts';
import { halfBlocks } from './half-blocks.ts';
import { cellOf, isDrawnByTerminal, spaceIn, type Graphics, type PicturePlace } from './graphics.ts';
import { scaleOf, type Fit } from './picture.ts';
import { details, helpLines, paintLine, type Known, type Line } from './review-details.ts';
import { firstAlone, longestTexts, lookAt, showIn, type Look, type ShownPicture } from './review-picture.ts';
import { promptAndKeys } from './review-prompt.ts';
import { noteTexts, spriteText, stripText } from './review-text.ts';
import { isDumb, styleFor, type Style, type TerminalFacts } from './style.ts';
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

/** Where the terminal itself draws a picture, and the pixels at the size that they are shown. */
export interface PlacedPicture extends PicturePlace {
  readonly fit: Fit;
  readonly picture: Rgba;
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
  const top = [
    ...(isTooSmall(facts) ? [{ text: tooSmallText, paint: style.yellow }] : []),
    ...topLines(session, item, { columns, rows }, style),
  ].slice(0, Math.max(0, rows - bottom.length));
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

/** Smaller than this, in cells, no picture can be judged. A dumb terminal has no size: it scrolls. */
const least = { columns: 40, rows: 12 };
/** Short, so that it can be read where it is needed. */
const tooSmallText = `Too small: ${least.columns}x${least.rows} is the least`;

const isTooSmall = (facts: TerminalFacts): boolean =>
  !isDumb(facts) && (facts.columns < least.columns || facts.rows < least.rows);

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
  const position = item === null ? '' : `  ${session.cursor + 1} of ${session.items.length}`;
  const gate = item === null ? 'Review' : item.gate === 'concept' ? 'Concept gate' : 'Review gate';
  const counts = `${approve} approve, ${reject} reject, ${undecided} undecided`;
  const isLow = size.rows < lowTerminal;
  const room = columns - displayWidth(gate + position) - displayWidth(counts);
  const strip = isLow && room >= 12 ? `  ${stripText(session, room - 4)}` : '';
  const left = gate + position + strip;
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
    details: details(session, item, { label, names: '' }, { ...room, isWide: false }, style),
    detailRow: 0,
    detailColumn: 0,
    picture: null,
  });
  if (view.picture.kind === 'loading') return alone('loading ...');
  if (view.picture.kind === 'failed') return alone(`CANNOT BE READ: ${printable(view.picture.message)}`);
  const look = lookAt(session, item, view.picture.rgba);
  const isDrawable = graphics.kind !== 'none' && room.columns >= 8 && room.rows >= 4;
  if (graphics.kind === 'none' || !isDrawable) {
    const sprites = spriteText(session, isDrawable);
    const size = `${look.source.width} x ${look.source.height}, not drawn on this terminal: open the file`;
    return alone(sprites === '' ? size : `${size}; ${sprites}`);
  }
  const cell = cellOf(graphics);
  const linesUnder = (known: Known): number =>
    details(session, item, known, { ...room, isWide: true }, style).length;
  const first = firstAlone(look, session);
  const each = first === null ? null : place(first, room, graphics, linesUnder, null).shown.fit;
  const { shown, isBeside } = place(look, room, graphics, linesUnder, each);

  const columns = Math.ceil(shown.size.width / cell.width);
  const rows = Math.ceil(shown.size.height / cell.height);
  const detailColumn = isBeside ? columns + gap : 0;
  const detailRow = isBeside ? 0 : rows + 1;
  const left = { columns: room.columns - detailColumn, rows: room.rows - detailRow, isWide: !isBeside };
  return {
    details: details(session, item, shown, left, style),
    detailRow,
    detailColumn,
    picture: {
      lines: graphics.kind === 'blocks' ? halfBlocks(shown.draw(), graphics.depth, view.ground) : [],
      columns,
      rows,
      placed: isDrawnByTerminal(graphics)
        ? { row: 0, column: 0, rows, columns, fit: shown.fit, picture: shown.draw() }
        : null,
    },
  };
}

/** Beside what is known of the picture, or above it: wherever it is larger, and of equals where nothing is cut. */
function place(
  look: Look,
  room: Room,
  graphics: Graphics,
  linesUnder: (known: Known) => number,
  alone: Fit | null,
): { readonly shown: ShownPicture; readonly isBeside: boolean } {
  const showInCells = (columns: number, rows: number): ShownPicture =>
    showIn(look, spaceIn(graphics, columns, rows), alone);
  const columnsBeside = room.columns - leastDetails - gap;
  const beside = columnsBeside >= 8 ? showInCells(columnsBeside, room.rows) : null;
  const under = Math.min(linesUnder(longestTexts(look)), room.rows - 4);
  const above = showInCells(room.columns, Math.max(1, room.rows - under - 1));
  if (beside === null) return { shown: above, isBeside: false };
  const larger = scaleOf(beside.fit) - scaleOf(above.fit);
  const isBeside = larger > 0 || (larger === 0 && (above.isCut || !beside.isCut));
  return { shown: isBeside ? beside : above, isBeside };
}
