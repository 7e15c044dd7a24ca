import { playbackOf } from '../../../domain/review/playback.ts';
import type { ReviewItem } from '../../../domain/review/item.ts';
import type { ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import { compose } from '../../../pixels/arrange.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import {
  arrange,
  arrangedSize,
  drawArrangement,
  equalSprites,
  withoutBorders,
  type Arrangement,
  type Parts,
} from './arrangement.ts';
import {
  applyFit,
  cropWithin,
  fitLabel,
  fitPicture,
  fittedSize,
  scaleOf,
  type Fit,
  type Size,
} from './picture.ts';
import { spriteText } from './review-text.ts';
import { displayWidth } from './width.ts';

/** What a person looks at: one picture, or the equal sprites of a sheet, which may be moved apart. */
export type Look =
  | { readonly kind: 'picture'; readonly source: Rgba; readonly sprites: string }
  | {
      readonly kind: 'sheet';
      readonly source: Rgba;
      readonly sprites: string;
      readonly names: readonly string[];
      /** The sprites whole, and where they have empty borders also without those. */
      readonly cuts: readonly [Parts, ...Parts[]];
    };

/** A look at the size at which it fits a space. */
export interface ShownPicture {
  readonly fit: Fit;
  /** As drawn, in px. */
  readonly size: Size;
  readonly label: string;
  /** Whether the sprites are shown without their empty borders. */
  readonly isCut: boolean;
  /** The sprites' names as they stand, a slash between two rows; empty where they are not in rows. */
  readonly names: string;
  readonly draw: () => Rgba;
}

type Sheet = Extract<Look, { kind: 'sheet' }>;

/** What the session looks at: the whole candidate, or one sprite of it. */
export function lookAt(session: ReviewSession, item: ReviewItem, whole: Rgba): Look {
  const sprites = spriteText(session, item, true);
  const source = oneSprite(session, item, whole);
  if (source !== null) return { kind: 'picture', source, sprites };
  const cuts = sheetCuts(item, whole);
  if (cuts === null) return { kind: 'picture', source: whole, sprites };
  const names = item.sprites.map(({ name }) => printable(name));
  return { kind: 'sheet', source: whole, sprites, names, cuts };
}

/**
 * The sprite that is shown alone, if one is. While it is played, all steps stand on one canvas, centred on its lower
 * edge, so that the figure neither changes its scale nor jumps.
 */
function oneSprite(session: ReviewSession, item: ReviewItem, whole: Rgba): Rgba | null {
  const one = session.sprite === null ? undefined : item.sprites[session.sprite]?.rectangle;
  if (one === undefined) return null;
  const track = session.isPlaying ? (playbackOf(item.sprites, session.sprite) ?? []) : [];
  const steps = track.flatMap(({ sprite }) => item.sprites[sprite]?.rectangle ?? []);
  const width = Math.max(one.w, ...steps.map(({ w }) => w));
  const height = Math.max(one.h, ...steps.map(({ h }) => h));
  return kept(cropped, whole, placeKey([one, width, height]), () => {
    const picture = cropWithin(whole, one);
    if (width === one.w && height === one.h) return picture;
    return compose(width, height, [{ picture, x: (width - one.w) >> 1, y: height - one.h }]);
  });
}

/** The equal sprites of a sheet, or `null` for a picture that is shown as it is. */
function sheetCuts(item: ReviewItem, whole: Rgba): Sheet['cuts'] | null {
  const rectangles = item.sprites.map(({ rectangle }) => rectangle);
  return kept(cutsOf, whole, placeKey(rectangles), (): Sheet['cuts'] | null => {
    const parts = equalSprites(whole, rectangles);
    const inner = parts === null ? null : withoutBorders(whole, parts);
    return parts === null ? null : inner === null ? [parts] : [parts, inner];
  });
}

/** What a small picture shows: of a sheet its first sprite, which says more than eight specks; else all of it. */
export function smallLook(
  item: ReviewItem,
  whole: Rgba,
): { readonly source: Rgba; readonly isPart: boolean } {
  const cuts = sheetCuts(item, whole);
  const first = (cuts?.[1] ?? cuts?.[0])?.rectangles[0];
  return first === undefined
    ? { source: whole, isPart: false }
    : { source: cropWithin(whole, first), isPart: true };
}

/**
 * The look in a space in px. A sheet stands in the rows that give it the largest scale; without its sprites' empty
 * borders, or as it was drawn, only where that is larger. `alone` is the fit of one sprite by itself, told where it
 * shows more; `most` is the largest fit that is wanted, for two pictures at one scale.
 */
export function showIn(look: Look, space: Size, alone: Fit | null, most: Fit | null = null): ShownPicture {
  const fit = smaller(fitPicture(look.source, space), most);
  const inRows = look.kind === 'sheet' ? showInRows(look, space, alone, most) : null;
  if (inRows !== null && scaleOf(inRows.fit) >= scaleOf(fit)) return inRows;
  return {
    fit,
    size: fittedSize(look.source, fit),
    label: pictureLabel(look, fit),
    isCut: false,
    names: '',
    draw: () => kept(fitted, look.source, fitKey(fit), () => applyFit(look.source, fit)),
  };
}

const smaller = (fit: Fit, most: Fit | null): Fit =>
  most !== null && scaleOf(most) < scaleOf(fit) ? most : fit;

function showInRows(look: Sheet, space: Size, alone: Fit | null, most: Fit | null): ShownPicture | null {
  let best: { readonly parts: Parts; readonly rows: Arrangement } | null = null;
  for (const parts of look.cuts) {
    const largest = arrange(parts.size, parts.rectangles.length, space);
    const rows = largest === null ? null : { ...largest, fit: smaller(largest.fit, most) };
    if (rows !== null && (best === null || scaleOf(rows.fit) > scaleOf(best.rows.fit)))
      best = { parts, rows };
  }
  if (best === null) return null;
  const { parts, rows } = best;
  const isCut = parts !== look.cuts[0];
  const key = `${rows.columns} ${fitKey(rows.fit)} ${placeKey(parts.rectangles)}`;
  return {
    fit: rows.fit,
    size: arrangedSize(parts.size, rows),
    label: rowsLabel(look, rows, isCut, alone),
    isCut,
    names: rowNames(look.names, rows.columns),
    draw: () =>
      kept(fitted, look.source, key, () =>
        drawArrangement(
          parts.rectangles.map((rectangle) => cropWithin(look.source, rectangle)),
          rows,
        ),
      ),
  };
}

/** Texts as long as any of this look are, to keep room for them before its scale is known. */
export function longestTexts(look: Look): Pick<ShownPicture, 'label' | 'names'> {
  const fit: Fit = { kind: 'reduce', by: 10 };
  if (look.kind === 'picture') return { label: pictureLabel(look, fit), names: '' };
  const rows = { columns: 1, rows: look.names.length, fit };
  return {
    label: rowsLabel(look, rows, true, { kind: 'reduce', by: 9 }),
    names: rowNames(look.names, 1),
  };
}

/** The first sprite of a sheet by itself, to know at which scale one is shown. */
export function firstAlone(look: Look, session: ReviewSession, item: ReviewItem): Look | null {
  const first = look.kind === 'sheet' ? look.cuts[0].rectangles[0] : undefined;
  if (first === undefined) return null;
  const source = kept(cropped, look.source, placeKey([first]), () => cropWithin(look.source, first));
  return { kind: 'picture', source, sprites: spriteText({ ...session, sprite: 0 }, item, true) };
}

const sizeText = ({ source }: Look): string => `${source.width} x ${source.height}`;

const pictureLabel = (look: Look, fit: Fit): string =>
  `${sizeText(look)}, ${fitLabel(fit)}${look.sprites === '' ? '' : `; ${look.sprites}`}`;

/** `384 x 48; 8 sprites in 2 rows, reduced 1:2; press . to see each at 1:1` */
function rowsLabel(look: Sheet, { rows, fit }: Arrangement, isCut: boolean, alone: Fit | null): string {
  const inRows = `${look.names.length} sprites in ${rows} ${rows === 1 ? 'row' : 'rows'}`;
  const cut = isCut ? ', empty borders cut' : '';
  const shown = `${sizeText(look)}; ${inRows}, ${fitLabel(fit)}${cut}`;
  if (alone === null || scaleOf(alone) <= scaleOf(fit)) return `${shown} (. shows one)`;
  return `${shown}; press . to see each at ${alone.kind === 'reduce' ? `1:${alone.by}` : fitLabel(alone)}`;
}

/** More names than this say less than the pictures do; `.` shows each with its name. */
const mostNames = 100;

function rowNames(names: readonly string[], columns: number): string {
  if (displayWidth(names.join(' / ')) > mostNames) return '';
  const rows = Array.from({ length: Math.ceil(names.length / columns) }, (_, row) =>
    names.slice(row * columns, (row + 1) * columns).join(' '),
  );
  return rows.join(' / ');
}

const placeKey = (rectangles: readonly unknown[]): string => JSON.stringify(rectangles);
const fitKey = (fit: Fit): string => `${fit.kind} ${fit.by}`;

const cropped = new WeakMap<Rgba, Map<string, Rgba>>();
const fitted = new WeakMap<Rgba, Map<string, Rgba>>();
const cutsOf = new WeakMap<Rgba, Map<string, Sheet['cuts'] | null>>();

/** Large pictures are not worked out again for every key. */
function kept<T>(memory: WeakMap<Rgba, Map<string, T>>, from: Rgba, key: string, make: () => T): T {
  const known = memory.get(from) ?? new Map<string, T>();
  memory.set(from, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
