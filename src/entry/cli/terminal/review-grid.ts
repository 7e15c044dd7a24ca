import { itemKey, type ItemKey, type ReviewItem } from '../../../domain/review/item.ts';
import { remarksFor, verdictFor, type ReviewSession } from '../../../domain/review/session.ts';
import { cellOf, spaceIn, type Graphics } from './graphics.ts';
import { applyFit, fitPicture, type Fit } from './picture.ts';
import {
  isDrawable,
  linesAt,
  moved,
  nothing,
  pictureAt,
  together,
  type Block,
  type Line,
  type Room,
} from './review-canvas.ts';
import type { ReviewLook } from './review-look.ts';
import { leverText, shortJob, starsText, verdictSign } from './review-text.ts';
import type { Style } from './style.ts';
import { displayWidth, pad } from './width.ts';
import type { Rgba } from '../../../pixels/rgba.ts';

/** What a view shows of which pictures. */
export interface SmallPictures {
  readonly block: Block;
  /** Small pictures that the view has room for. */
  readonly wanted: readonly ReviewItem[];
  readonly whole: readonly ItemKey[];
  readonly part: readonly ItemKey[];
}

/** How many small pictures stand beside and below each other. */
export interface GridPlan {
  readonly across: number;
  readonly perPage: number;
}

interface Plan extends GridPlan {
  /** Cells of one picture, without its caption. */
  readonly box: Room;
}

/** Rows of one picture, without its caption: from 24 down to 6, the largest at which all fit on the screen. */
const boxRows = Array.from({ length: 19 }, (_, i) => 24 - i);
const gap = 2;

/** As many boxes as fit, and what is left over shared among them. */
function planOf(least: Room, room: Room): Plan {
  const across = Math.max(1, Math.floor((room.columns + gap) / (least.columns + gap)));
  const down = Math.max(1, Math.floor(room.rows / (least.rows + 1)));
  const box = {
    columns: Math.max(least.columns, Math.floor((room.columns + gap) / across) - gap),
    rows: Math.max(least.rows, Math.floor(room.rows / down) - 1),
  };
  return { box, across, perPage: across * down };
}

/** A terminal without pictures has a list, one line each. */
export function planGrid(session: ReviewSession, graphics: Graphics, room: Room): GridPlan {
  return isDrawable(graphics, room)
    ? drawnPlan(session, room)
    : { across: 1, perPage: Math.max(1, room.rows) };
}

/** What arrives while the grid is open never changes the size of what is looked at. */
function drawnPlan(session: ReviewSession, room: Room): Plan {
  const plans = boxRows
    .filter((rows) => rows < room.rows)
    .map((rows) => planOf({ columns: rows * 2, rows }, room));
  const smallest = plans.at(-1) ?? planOf({ columns: 8, rows: Math.max(1, room.rows - 1) }, room);
  return plans.find(({ perPage }) => perPage >= session.gridFor) ?? smallest;
}

const pageOf = (session: ReviewSession, { perPage }: GridPlan): readonly ReviewItem[] => {
  const from = Math.floor(session.cursor / perPage) * perPage;
  return session.items.slice(from, from + perPage);
};

/** `, page 2 of 4`, or nothing where all is on one. */
export function pageText(session: ReviewSession, { perPage }: GridPlan): string {
  const pages = Math.ceil(session.items.length / perPage);
  return pages < 2 ? '' : `, page ${Math.floor(session.cursor / perPage) + 1} of ${pages}`;
}

export function gridBody(session: ReviewSession, look: ReviewLook, room: Room, style: Style): SmallPictures {
  if (!isDrawable(look.graphics, room)) return listBody(session, look, room, style);
  const plan = drawnPlan(session, room);
  const shown = pageOf(session, plan).map((item, i) => {
    const row = Math.floor(i / plan.across) * (plan.box.rows + 1);
    const column = (i % plan.across) * (plan.box.columns + gap);
    return smallPicture(session, look, item, plan.box, row, column, style);
  });
  return allOf(shown);
}

/** The neighbours of the present picture, in one row around it. */
export function filmstrip(session: ReviewSession, look: ReviewLook, room: Room, style: Style): SmallPictures {
  const box = { columns: 12, rows: room.rows - 1 };
  const across = Math.floor((room.columns + gap) / (box.columns + gap));
  const most = Math.max(0, session.items.length - across);
  const from = Math.max(0, Math.min(session.cursor - Math.floor(across / 2), most));
  const shown = session.items
    .slice(from, from + across)
    .map((item, i) => smallPicture(session, look, item, box, 0, i * (box.columns + gap), style));
  // A filmstrip shows where one is; judged is the large picture.
  return { ...allOf(shown), whole: [], part: [] };
}

function allOf(shown: readonly SmallPictures[]): SmallPictures {
  return {
    block: together(...shown.map(({ block }) => block)),
    wanted: shown.flatMap(({ wanted }) => wanted),
    whole: shown.flatMap(({ whole }) => whole),
    part: shown.flatMap(({ part }) => part),
  };
}

function smallPicture(
  session: ReviewSession,
  look: ReviewLook,
  item: ReviewItem,
  box: Room,
  row: number,
  column: number,
  style: Style,
): SmallPictures {
  const small = look.smallOf(item);
  const key = itemKey(item);
  const state = small.kind === 'failed' ? 'unreadable' : small.kind === 'loading' ? '...' : '';
  const picture = small.kind === 'loaded' ? fitted(small.rgba, box, look) : linesAt([{ text: state }], box);
  const caption = captionOf(session, item, style);
  const indent = Math.max(0, (box.columns - displayWidth(caption.text)) >> 1);
  const below = linesAt([caption], { columns: box.columns - indent, rows: 1 });
  return {
    block: moved(together(picture, moved(below, box.rows, indent)), row, column),
    wanted: [item],
    whole: small.kind === 'failed' || (small.kind === 'loaded' && !small.isPart) ? [key] : [],
    part: small.kind === 'loaded' && small.isPart ? [key] : [],
  };
}

/** In the middle of its box, standing on its lower edge, so that figures of one size stand on one line. */
function fitted(picture: Rgba, box: Room, { graphics, ground }: ReviewLook): Block {
  if (graphics.kind === 'none') return nothing;
  const fit = fitPicture(picture, spaceIn(graphics, box.columns, box.rows));
  const large = drawnAt(picture, fit);
  const cell = cellOf(graphics);
  const rows = Math.ceil(large.height / cell.height);
  const columns = Math.ceil(large.width / cell.width);
  return moved(
    pictureAt(large, fit, graphics, ground),
    box.rows - rows,
    Math.max(0, (box.columns - columns) >> 1),
  );
}

const memory = new WeakMap<Rgba, Map<string, Rgba>>();

function drawnAt(picture: Rgba, fit: Fit): Rgba {
  const known = memory.get(picture) ?? new Map<string, Rgba>();
  memory.set(picture, known);
  const key = `${fit.kind} ${fit.by}`;
  const large = known.get(key) ?? applyFit(picture, fit);
  known.set(key, large);
  return large;
}

/** `>P 42/3 ***`: where one is, the verdict, the job and one's own stars. */
function captionOf(session: ReviewSession, item: ReviewItem, style: Style): Line {
  const isHere = session.items[session.cursor] === item;
  const verdict = verdictFor(session, item);
  const sign = verdict === null ? ' ' : verdictSign(verdict);
  const stars = starsText(remarksFor(session, item), session.author);
  const text = `${isHere ? '>' : ' '}${sign} ${shortJob(item.jobId)}${stars === '' ? '' : ` ${stars}`}`;
  const colour = verdict === null ? null : verdict.verdict === 'approve' ? style.green : style.red;
  if (isHere) return { text, paint: (plain) => style.bold((colour ?? style.cyan)(plain)) };
  return colour === null ? { text } : { text, paint: colour };
}

function listBody(session: ReviewSession, look: ReviewLook, room: Room, style: Style): SmallPictures {
  const page = pageOf(session, planGrid(session, look.graphics, room));
  const here = session.items[session.cursor];
  const captions = page.map((item) => captionOf(session, item, style));
  const width = Math.max(0, ...captions.map(({ text }) => displayWidth(text)));
  const lines = page.map((item, i): Line => {
    const { text: caption = '', paint } = captions[i] ?? {};
    const text = `${pad(caption, width)}  seed ${item.seed}  ${leverText(item)}`;
    return paint === undefined ? { text } : { text, paint };
  });
  const isReady = here !== undefined && look.pictureOf(here).kind !== 'loading';
  return {
    block: linesAt(lines, room),
    wanted: [],
    // Its file is named on the screen, as it is where it stands alone.
    whole: here !== undefined && isReady ? [itemKey(here)] : [],
    part: [],
  };
}
