import { itemKey, type ItemKey, type ReviewItem } from '../../../domain/review/item.ts';
import { currentItem, tally, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import {
  fittingIn,
  isDrawable,
  moved,
  nothing,
  paintLine,
  rowsOf,
  together,
  type Block,
  type Line,
  type PlacedPicture,
  type Room,
} from './review-canvas.ts';
import { compareBody } from './review-compare.ts';
import { helpLines } from './review-details.ts';
import { filmstrip, gridBody, pageText, planGrid, type GridPlan } from './review-grid.ts';
import type { ReviewLook } from './review-look.ts';
import { promptAndKeys } from './review-prompt.ts';
import { singleBody } from './review-single.ts';
import { leverText, noteText, stripText } from './review-text.ts';
import { isDumb, styleFor, type Style, type TerminalFacts } from './style.ts';
import { cutLines, displayWidth } from './width.ts';

export interface ReviewFrame {
  /** At most `rows` lines of at most `columns` cells, painted. */
  readonly lines: readonly string[];
  /** Where the terminal draws pictures: their cells are left empty in `lines`. */
  readonly placed: readonly PlacedPicture[];
  /** Small pictures that there is room for. */
  readonly wanted: readonly ReviewItem[];
  /** What can be judged once this is on the screen: pictures of which all is there, and those of which a part is. */
  readonly whole: readonly ItemKey[];
  readonly part: readonly ItemKey[];
  readonly isCommitLine: boolean;
  /** How far a row and a page of the view go. */
  readonly plan: GridPlan;
}

/** The review screen as text, for any size of terminal. */
export const renderReview = (session: ReviewSession, look: ReviewLook, facts: TerminalFacts): string[] => [
  ...composeReview(session, look, facts).lines,
];

/** The review screen with the places of its pictures. Pure: equal arguments give equal frames. */
export function composeReview(session: ReviewSession, look: ReviewLook, facts: TerminalFacts): ReviewFrame {
  const style = styleFor(facts);
  const columns = Math.max(1, facts.columns);
  const rows = Math.max(1, facts.rows);
  const item = currentItem(session);
  const one: GridPlan = { across: 1, perPage: 10 };
  if (session.mode.kind === 'help') {
    const lines = helpLines(columns, rows, style);
    return { lines, placed: [], wanted: [], whole: [], part: [], isCommitLine: false, plan: one };
  }
  const bottom = bottomLines(session, look, item, columns, Math.max(1, rows - 3), style);
  const top = [
    ...(isTooSmall(facts) ? [{ text: tooSmallText, paint: style.yellow }] : []),
    ...topLines(session, look, item, { columns, rows }, bottom.length, style),
  ].slice(0, Math.max(0, rows - bottom.length));
  const room = { columns, rows: Math.max(0, rows - top.length - bottom.length) };
  const body = bodyOf(session, look, item, room, rows, style);
  const block = fittingIn(body.block, room);
  const painted = (lines: readonly Line[]): string[] => lines.map((line) => paintLine(line, columns));
  return {
    lines: [...painted(top), ...rowsOf(block, room.rows), ...painted(bottom)],
    placed: moved(block, top.length, 0).placed.map((placed, slot) => ({ ...placed, slot })),
    wanted: body.wanted,
    whole: body.whole,
    part: body.part,
    isCommitLine: session.mode.kind === 'commit' && session.note === null,
    plan: session.view === 'grid' ? planGrid(session, look.graphics, room) : one,
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
/** From here on the neighbours are shown as small pictures, this many rows high with their captions. */
const filmstripFrom = 40;
const filmstripRows = 8;

/** `Review gate  7 of 40, 33 undecided`, with a sign for every picture where there is room. */
export function headText(session: ReviewSession, columns: number, page = ''): string {
  const item = currentItem(session);
  if (item === null) return 'Review';
  const gate = item.gate === 'concept' ? 'Concept gate' : 'Review gate';
  const { undecided } = tally(session);
  const stays = session.isAdvancing ? '' : ', advance off';
  const place = `${gate}  ${session.cursor + 1} of ${session.items.length}, ${undecided} undecided${stays}${page}`;
  const room = columns - displayWidth(place) - 2;
  return room < 3 ? place : `${place}  ${stripText(session, room)}`;
}

function topLines(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem | null,
  size: Room,
  bottomRows: number,
  style: Style,
): Line[] {
  const isLow = size.rows < lowTerminal;
  const room = { columns: size.columns, rows: size.rows - bottomRows - (isLow ? 1 : 2) };
  const isPaged = item !== null && session.view === 'grid';
  const page = isPaged ? pageText(session, planGrid(session, look.graphics, room)) : '';
  const text = headText(session, size.columns, page);
  return isLow ? [{ text, paint: style.bold }] : [{ text, paint: style.bold }, { text: '' }];
}

function bottomLines(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem | null,
  columns: number,
  most: number,
  style: Style,
): Line[] {
  const note = session.note === null ? null : { text: noteText(session.note), paint: style.yellow };
  const { prompt, keys } = promptAndKeys(session, item, columns);
  const asked: Line = { text: prompt, paint: style.bold };
  const lines = [
    ...nameLines(session, look, item, columns),
    note ?? asked,
    { text: keys, paint: style.cyan },
  ];
  return lines.slice(-most);
}

/** The file, so that it can be opened; below small pictures what was asked for, which tells them apart. */
function nameLines(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem | null,
  columns: number,
): Line[] {
  if (item === null) return [];
  if (session.view === 'grid' && look.graphics.kind !== 'none') {
    return [{ text: `seed ${item.seed}  ${leverText(item)}` }];
  }
  return fileLines(item, columns).map((text): Line => ({ text }));
}

/** A path that needs its lines for itself gets them, so that it can be copied as it is. */
export function fileLines(item: ReviewItem, columns: number): string[] {
  const path = printable(item.picturePath);
  return cutLines(displayWidth(path) + 5 <= columns ? `file ${path}` : path, columns);
}

type Body = Pick<ReviewFrame, 'wanted' | 'whole' | 'part'> & { readonly block: Block };

function bodyOf(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem | null,
  room: Room,
  screenRows: number,
  style: Style,
): Body {
  if (item === null) return { block: nothing, wanted: [], whole: [], part: [] };
  if (session.view === 'grid') return gridBody(session, look, room, style);
  if (session.view === 'compare') return { wanted: [], ...compareBody(session, look, room, style) };
  const hasStrip = screenRows >= filmstripFrom && isDrawable(look.graphics, room) && session.items.length > 1;
  const body = { columns: room.columns, rows: room.rows - (hasStrip ? filmstripRows + 1 : 0) };
  const shown = session.sprite === null ? 'whole' : 'part';
  const keys = look.pictureOf(item).kind === 'loading' ? [] : [itemKey(item)];
  const strip = hasStrip
    ? filmstrip(session, look, { columns: room.columns, rows: filmstripRows }, style)
    : null;
  const below = strip === null ? nothing : moved(strip.block, room.rows - filmstripRows, 0);
  return {
    block: together(singleBody(session, look, item, body, style), below),
    wanted: strip?.wanted ?? [],
    whole: shown === 'whole' ? keys : [],
    part: shown === 'part' ? keys : [],
  };
}
