import { itemKey, type ItemKey, type ReviewItem } from '../../../domain/review/item.ts';
import { currentItem, remarksFor, verdictFor, type ReviewSession } from '../../../domain/review/session.ts';
import { comparedWith } from '../../../domain/review/walk.ts';
import { printable } from '../../../domain/source/printable.ts';
import { difference, type Difference } from '../../../pixels/difference.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { cellOf, spaceIn } from './graphics.ts';
import { fitLabel, scaleOf } from './picture.ts';
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
import { lookAt, showIn, type Look, type ShownPicture } from './review-picture.ts';
import { shortJob, spriteText, starsText, verdictText } from './review-text.ts';
import type { Style } from './style.ts';

interface Comparison {
  readonly block: Block;
  readonly whole: readonly ItemKey[];
  readonly part: readonly ItemKey[];
}

const gap = 2;
const captionRows = 1;
const factRows = 3;

/** Two pictures side by side at one scale, and what they differ in. Verdicts are about the right one. */
export function compareBody(session: ReviewSession, look: ReviewLook, room: Room, style: Style): Comparison {
  const [right, left] = [currentItem(session), comparedWith(session)];
  if (right === null || left === null) return { block: nothing, whole: [], part: [] };
  const half = Math.max(4, Math.floor((room.columns - gap) / 2));
  const [leftLoaded, rightLoaded] = [look.pictureOf(left), look.pictureOf(right)];
  const captions = together(
    linesAt([captionOf(session, left, 'left', style)], { columns: half, rows: 1 }),
    moved(linesAt([captionOf(session, right, '> judged', style)], { columns: half, rows: 1 }), 0, half + gap),
  );
  const messages = (
    [
      [left, leftLoaded],
      [right, rightLoaded],
    ] as const
  ).flatMap(([item, loaded]): Line[] =>
    loaded.kind === 'failed'
      ? [{ text: `${shortJob(item.jobId)} CANNOT BE READ: ${printable(loaded.message)}`, paint: style.red }]
      : loaded.kind === 'loading'
        ? [{ text: `${shortJob(item.jobId)} loading ...` }]
        : [],
  );
  if (leftLoaded.kind !== 'loaded' || rightLoaded.kind !== 'loaded') {
    const facts = linesAt([...messages, ...itemFacts(left, right)], room);
    const failed = rightLoaded.kind === 'failed' ? [itemKey(right)] : [];
    return { block: together(captions, moved(facts, captionRows, 0)), whole: failed, part: [] };
  }
  const [before, after] = [lookAt(session, left, leftLoaded.rgba), lookAt(session, right, rightLoaded.rgba)];
  const between = differenceOf(before.source, after.source);
  const shown = show(before, after, between, session, look, room, half);
  const facts: Line[] = [
    { text: differenceText(between, before.source, after.source), paint: style.bold },
    ...itemFacts(left, right),
    { text: [sizeText(after), shown.label, spriteText(session, right, false)].filter(Boolean).join(', ') },
  ];
  const factsAt = room.rows - Math.min(facts.length, factRows);
  const below = linesAt(facts, { columns: room.columns, rows: factRows });
  const isSeen = shown.isDrawn && !session.isDifference;
  const keys = [itemKey(left), itemKey(right)];
  const isWhole = session.sprite === null;
  // Without pictures the facts stand for them, as in the single view: the files can be opened.
  const isTold = look.graphics.kind === 'none';
  const visible = isSeen ? keys : isTold ? [itemKey(right)] : session.isDifference ? [itemKey(right)] : [];
  return {
    block: together(captions, moved(shown.block, captionRows, 0), moved(below, factsAt, 0)),
    whole: isWhole && !session.isDifference ? visible : [],
    part: isWhole && !session.isDifference ? [] : visible,
  };
}

function show(
  before: Look,
  after: Look,
  between: Difference,
  session: ReviewSession,
  look: ReviewLook,
  room: Room,
  half: number,
): { readonly block: Block; readonly label: string; readonly isDrawn: boolean } {
  const { graphics, ground } = look;
  const rows = room.rows - captionRows - factRows;
  if (!isDrawable(graphics, { columns: half, rows })) {
    return { block: nothing, label: 'not drawn here', isDrawn: false };
  }
  const draw = (shown: ShownPicture): Block => pictureAt(shown.draw(), shown.fit, graphics, ground);
  if (session.isDifference) {
    const changes: Look = { ...after, source: between.picture };
    const shown = showIn(changes, spaceIn(graphics, room.columns, rows), null);
    const width = Math.ceil(shown.size.width / cellOf(graphics).width);
    const indent = Math.max(0, (room.columns - width) >> 1);
    return { block: moved(draw(shown), 0, indent), label: fitLabel(shown.fit), isDrawn: true };
  }
  const space = spaceIn(graphics, half, rows);
  const free = [showIn(before, space, null), showIn(after, space, null)] as const;
  const fit = scaleOf(free[0].fit) < scaleOf(free[1].fit) ? free[0].fit : free[1].fit;
  const [left, right] = [showIn(before, space, null, fit), showIn(after, space, null, fit)];
  const at = half + gap;
  const width = Math.ceil(Math.max(left.size.width, right.size.width) / cellOf(graphics).width);
  const indent = Math.max(0, (half - width) >> 1);
  return {
    block: together(moved(draw(left), 0, indent), moved(draw(right), 0, at + indent)),
    label: `both ${fitLabel(fit)}`,
    isDrawn: true,
  };
}

const sizeText = ({ source }: Look): string => `${source.width} x ${source.height}`;

function captionOf(session: ReviewSession, item: ReviewItem, side: string, style: Style): Line {
  const stars = starsText(remarksFor(session, item), session.author);
  const verdict = verdictText(verdictFor(session, item));
  const text = `${side}  ${shortJob(item.jobId)}  ${verdict}${stars === '' ? '' : `  ${stars}`}`;
  return side === 'left' ? { text } : { text, paint: style.bold };
}

/** What was asked for differently: seeds and levers, left before right. */
function itemFacts(left: ReviewItem, right: ReviewItem): Line[] {
  const names = [...new Set([...Object.keys(left.levers), ...Object.keys(right.levers)])].sort();
  const levers = names
    .filter((name) => left.levers[name] !== right.levers[name])
    .map(
      (name) =>
        `${printable(name)} ${printable(left.levers[name] ?? '-')} | ${printable(right.levers[name] ?? '-')}`,
    );
  const recipe =
    left.recipeId === right.recipeId ? [] : [`${printable(left.recipeId)} | ${printable(right.recipeId)}`];
  const seed = `seed ${left.seed} | ${right.seed}`;
  return [{ text: [seed, ...levers, ...recipe, ...(levers.length === 0 ? ['same levers'] : [])].join(', ') }];
}

function differenceText({ changed, pixels, box }: Difference, before: Rgba, after: Rgba): string {
  const isAligned = before.width === after.width && before.height === after.height;
  const sizes = isAligned
    ? ''
    : `; sizes ${before.width} x ${before.height} | ${after.width} x ${after.height}, laid at the top left`;
  if (box === null) return `The same pixels${sizes}`;
  const share = ((100 * changed) / pixels).toFixed(1);
  return `${grouped(changed)} of ${grouped(pixels)} px differ (${share}%), in ${box.w} x ${box.h} at ${box.x},${box.y}${sizes}`;
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const differences = new WeakMap<Rgba, WeakMap<Rgba, Difference>>();

function differenceOf(before: Rgba, after: Rgba): Difference {
  const known = differences.get(before) ?? new WeakMap<Rgba, Difference>();
  differences.set(before, known);
  const found = known.get(after) ?? difference(before, after);
  known.set(after, found);
  return found;
}
