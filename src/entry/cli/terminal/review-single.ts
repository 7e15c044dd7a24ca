import type { ReviewItem } from '../../../domain/review/item.ts';
import type { ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { cellOf, spaceIn, type Graphics } from './graphics.ts';
import { scaleOf, type Fit } from './picture.ts';
import {
  isDrawable,
  linesAt,
  moved,
  nothing,
  pictureAt,
  together,
  type Block,
  type Room,
} from './review-canvas.ts';
import { details, type Known } from './review-details.ts';
import { firstAlone, longestTexts, lookAt, showIn, type Look, type ShownPicture } from './review-picture.ts';
import { spriteText, undrawnText } from './review-text.ts';
import type { ReviewLook } from './review-look.ts';
import type { Style } from './style.ts';

const leastDetails = 34;
const gap = 2;

/** One picture as large as it can be, and what is known of it beside or below. */
export function singleBody(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem,
  room: Room,
  style: Style,
): Block {
  const { graphics } = look;
  const picture = look.pictureOf(item);
  const alone = (label: string): Block =>
    linesAt(details(session, item, { label, names: '' }, { ...room, isWide: false }, style), room);
  if (picture.kind === 'loading') return alone('loading ...');
  if (picture.kind === 'failed') return alone(`CANNOT BE READ: ${printable(picture.message)}`);
  const shownLook = lookAt(session, item, picture.rgba);
  if (!isDrawable(graphics, room)) {
    return alone(undrawnText(shownLook.source, spriteText(session, item, false)));
  }
  if (!look.hasDetails) {
    const shown = showIn(shownLook, spaceIn(graphics, room.columns, room.rows - 1), null);
    const label = linesAt([{ text: shown.label, paint: style.dim }], room);
    return together(drawn(shown, look), moved(label, room.rows - 1, 0));
  }
  const linesUnder = (known: Known): number =>
    details(session, item, known, { ...room, isWide: true }, style).length;
  const first = firstAlone(shownLook, session, item);
  const each = first === null ? null : place(first, room, graphics, linesUnder, null).shown.fit;
  const { shown, isBeside } = place(shownLook, room, graphics, linesUnder, each);

  const cells = cellsOf(shown, graphics);
  const [row, column] = isBeside ? [0, cells.columns + gap] : [cells.rows + 1, 0];
  const left = { columns: room.columns - column, rows: room.rows - row };
  const known = details(session, item, shown, { ...left, isWide: !isBeside }, style);
  return together(drawn(shown, look), moved(linesAt(known, left), row, column));
}

const drawn = (shown: ShownPicture, { graphics, ground }: ReviewLook): Block =>
  graphics.kind === 'none' ? nothing : pictureAt(shown.draw(), shown.fit, graphics, ground);

function cellsOf({ size }: ShownPicture, graphics: Graphics): Room {
  const cell = cellOf(graphics);
  return { columns: Math.ceil(size.width / cell.width), rows: Math.ceil(size.height / cell.height) };
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
