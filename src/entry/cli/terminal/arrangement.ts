import type { Rectangle } from '../../../domain/candidate/sprite.ts';
import { trimBounds } from '../../../pixels/arrange.ts';
import { blank, type Rgba } from '../../../pixels/rgba.ts';
import { applyFit, cropWithin, fitPicture, fittedSize, scaleOf, type Fit, type Size } from './picture.ts';

/** Equal sprites in rows, at one scale, moved apart by one pixel of ground. */
export interface Arrangement {
  readonly columns: number;
  readonly rows: number;
  readonly fit: Fit;
}

/**
 * The ground between two sprites, in px of the drawn picture: one pixel of the art where it is enlarged, and one drawn
 * pixel where it is reduced, so that no average ever mixes two sprites.
 */
const groundBetween = (fit: Fit): number => (fit.kind === 'enlarge' ? fit.by : 1);

/** An arrangement's size as it is drawn, in px. */
export function arrangedSize(sprite: Size, { columns, rows, fit }: Arrangement): Size {
  const { width, height } = fittedSize(sprite, fit);
  const between = groundBetween(fit);
  return { width: columns * (width + between) - between, height: rows * (height + between) - between };
}

/**
 * The arrangement of `count` equal sprites with the largest scale that a space in px holds, or `null` where not even
 * single pixels fit. Of equal scales the one with the fewest rows, and in those the fewest columns, so that eight
 * sprites stand as four and four, not as six and two.
 */
export function arrange(sprite: Size, count: number, space: Size): Arrangement | null {
  let best: Arrangement | null = null;
  for (let atMost = 1; atMost <= count; atMost += 1) {
    const columns = Math.ceil(count / atMost);
    const rows = Math.ceil(count / columns);
    const fit = fitRows(sprite, columns, rows, space);
    if (fit !== null && (best === null || scaleOf(fit) > scaleOf(best.fit))) best = { columns, rows, fit };
  }
  return best;
}

function fitRows(sprite: Size, columns: number, rows: number, space: Size): Fit | null {
  const apart = { width: columns * (sprite.width + 1) - 1, height: rows * (sprite.height + 1) - 1 };
  const whole = fitPicture(apart, space);
  if (whole.kind === 'enlarge') return whole;
  // What is left for one sprite when the pixels between them are taken off.
  const room = {
    width: Math.floor((space.width - columns + 1) / columns),
    height: Math.floor((space.height - rows + 1) / rows),
  };
  return room.width < 1 || room.height < 1 ? null : fitPicture(sprite, room);
}

/** The sprites in rows, from the left and from the top. Every sprite is drawn as it would be alone. */
export function drawArrangement(sprites: readonly Rgba[], arrangement: Arrangement): Rgba {
  const { columns, fit } = arrangement;
  const first = sprites[0] ?? blank(1, 1);
  const size = arrangedSize(first, arrangement);
  const drawn = blank(size.width, size.height);
  const step = fittedSize(first, fit);
  const between = groundBetween(fit);
  for (const [i, sprite] of sprites.entries()) {
    const left = (i % columns) * (step.width + between);
    const top = Math.floor(i / columns) * (step.height + between);
    const { data, width, height } = applyFit(sprite, fit);
    for (let y = 0; y < height; y += 1) {
      const row = data.subarray(y * width * 4, (y + 1) * width * 4);
      drawn.data.set(row, ((top + y) * drawn.width + left) * 4);
    }
  }
  return drawn;
}

/** The parts of a picture that are shown in rows: all of one size. */
export interface Parts {
  readonly size: Size;
  readonly rectangles: readonly Rectangle[];
}

/**
 * A candidate's sprites where they may be moved apart: there are several, all of one size, inside the picture, and
 * nothing that can be seen lies beside them. A person signs the whole file, so nothing of it is hidden.
 */
export function equalSprites(picture: Rgba, rectangles: readonly Rectangle[]): Parts | null {
  const [first] = rectangles;
  if (first === undefined || rectangles.length < 2 || first.w < 1 || first.h < 1) return null;
  const covered = new Uint8Array(picture.width * picture.height);
  for (const { x, y, w, h } of rectangles) {
    const isInside = x >= 0 && y >= 0 && x + w <= picture.width && y + h <= picture.height;
    if (w !== first.w || h !== first.h || !isInside) return null;
    for (let row = y; row < y + h; row += 1) {
      covered.fill(1, row * picture.width + x, row * picture.width + x + w);
    }
  }
  const isHidden = covered.some((isCovered, i) => isCovered === 0 && picture.data[i * 4 + 3] !== 0);
  return isHidden ? null : { size: { width: first.w, height: first.h }, rectangles };
}

/**
 * Equal sprites without the border that is empty in every one of them: all are cut alike, so that they stay where they
 * stand to each other, step by step. `null` where there is no such border.
 */
export function withoutBorders(picture: Rgba, { size, rectangles }: Parts): Parts | null {
  const bounds = rectangles.flatMap((rectangle) => trimBounds(cropWithin(picture, rectangle)) ?? []);
  if (bounds.length === 0) return null;
  const x = Math.min(...bounds.map((box) => box.x));
  const y = Math.min(...bounds.map((box) => box.y));
  const w = Math.max(...bounds.map((box) => box.x + box.w)) - x;
  const h = Math.max(...bounds.map((box) => box.y + box.h)) - y;
  if (w === size.width && h === size.height) return null;
  return {
    size: { width: w, height: h },
    rectangles: rectangles.map((own) => ({ x: own.x + x, y: own.y + y, w, h })),
  };
}
