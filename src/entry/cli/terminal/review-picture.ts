import type { ReviewItem } from '../../../domain/review/item.ts';
import type { ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { arrange, arrangedSize, drawArrangement, equalSprites } from './arrangement.ts';
import { applyFit, crop, fitLabel, fitPicture, fittedSize, scaleOf, type Fit, type Size } from './picture.ts';
import { spriteText } from './review-text.ts';
import { displayWidth } from './width.ts';

/** What a person looks at: one picture, or the equal sprites of a sheet, which may be moved apart. */
export type Look =
  | { readonly kind: 'picture'; readonly source: Rgba; readonly sprites: string }
  | {
      readonly kind: 'sheet';
      readonly source: Rgba;
      readonly sprites: string;
      readonly sprite: Size;
      readonly parts: ReviewItem['sprites'];
    };

/** A look at the size at which it fits a space. */
export interface ShownPicture {
  readonly fit: Fit;
  /** As drawn, in px. */
  readonly size: Size;
  readonly label: string;
  /** The sprites' names as they stand, a slash between two rows; empty where they are not in rows. */
  readonly names: string;
  readonly draw: () => Rgba;
}

/** What the session looks at: the whole candidate, or one sprite of it. */
export function lookAt(session: ReviewSession, item: ReviewItem, whole: Rgba): Look {
  const one = session.sprite === null ? undefined : item.sprites[session.sprite]?.rectangle;
  const sprites = spriteText(session, true);
  if (one !== undefined) {
    return {
      kind: 'picture',
      source: kept(cropped, whole, placeKey([one]), () => crop(whole, one)),
      sprites,
    };
  }
  const key = placeKey(item.sprites.map(({ rectangle }) => rectangle));
  const sprite = kept(equalSizes, whole, key, () => equalSprites(whole, item.sprites));
  return sprite === null
    ? { kind: 'picture', source: whole, sprites }
    : { kind: 'sheet', source: whole, sprites, sprite, parts: item.sprites };
}

/**
 * The look in a space in px. A sheet stands in the rows that give it the largest scale; as it was drawn where that is
 * larger still. `alone` is the fit of one sprite by itself, told where it shows more.
 */
export function showIn(look: Look, space: Size, alone: Fit | null): ShownPicture {
  const fit = fitPicture(look.source, space);
  const size = `${look.source.width} x ${look.source.height}`;
  const rows = look.kind === 'sheet' ? arrange(look.sprite, look.parts.length, space) : null;
  if (look.kind === 'picture' || rows === null || scaleOf(fit) > scaleOf(rows.fit)) {
    return {
      fit,
      size: fittedSize(look.source, fit),
      label: `${size}, ${fitLabel(fit)}${look.sprites === '' ? '' : `; ${look.sprites}`}`,
      names: '',
      draw: () => kept(fitted, look.source, fitKey(fit), () => applyFit(look.source, fit)),
    };
  }
  const { source, sprite, parts } = look;
  const key = `${rows.columns} ${fitKey(rows.fit)} ${placeKey(parts.map(({ rectangle }) => rectangle))}`;
  return {
    fit: rows.fit,
    size: arrangedSize(sprite, rows),
    label: `${size}; ${rowsLabel(parts.length, rows.rows, rows.fit)}${aloneLabel(rows.fit, alone)}`,
    names: rowNames(parts, rows.columns),
    draw: () =>
      kept(fitted, source, key, () =>
        drawArrangement(
          parts.map(({ rectangle }) => crop(source, rectangle)),
          rows,
        ),
      ),
  };
}

/** A label as long as any of this look is, to keep room for it before its scale is known. */
export function longestLabel(look: Look): Pick<ShownPicture, 'label' | 'names'> {
  const size = `${look.source.width} x ${look.source.height}`;
  const fit: Fit = { kind: 'reduce', by: 10 };
  if (look.kind === 'picture') {
    return { label: `${size}, ${fitLabel(fit)}${look.sprites === '' ? '' : `; ${look.sprites}`}`, names: '' };
  }
  const count = look.parts.length;
  return {
    label: `${size}; ${rowsLabel(count, count, fit)}${aloneLabel(fit, { kind: 'reduce', by: 9 })}`,
    names: rowNames(look.parts, 1),
  };
}

/** The first sprite of a sheet by itself, to know at which scale one is shown. */
export function firstAlone(look: Look, session: ReviewSession): Look | null {
  const first = look.kind === 'sheet' ? look.parts[0]?.rectangle : undefined;
  if (first === undefined) return null;
  const source = kept(cropped, look.source, placeKey([first]), () => crop(look.source, first));
  return { kind: 'picture', source, sprites: spriteText({ ...session, sprite: 0 }, true) };
}

const rowsLabel = (count: number, rows: number, fit: Fit): string =>
  `${count} sprites in ${rows} ${rows === 1 ? 'row' : 'rows'}, ${fitLabel(fit)}`;

const aloneLabel = (fit: Fit, alone: Fit | null): string => {
  if (alone === null || scaleOf(alone) <= scaleOf(fit)) return ' (. shows one)';
  return `; press . to see each at ${alone.kind === 'reduce' ? `1:${alone.by}` : fitLabel(alone)}`;
};

/** More names than this say less than the pictures do; `.` shows each with its name. */
const mostNames = 100;

function rowNames(parts: ReviewItem['sprites'], columns: number): string {
  const names = parts.map(({ name }) => printable(name));
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
const equalSizes = new WeakMap<Rgba, Map<string, Size | null>>();

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
