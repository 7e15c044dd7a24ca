import type { Region } from './region.ts';
import { isInside } from './region.ts';
import { blank, type Rgba } from './rgba.ts';

/** The pixels of one region as a picture of their own. The region lies inside the picture; another is a bug and throws. */
export function crop(picture: Rgba, region: Region): Rgba {
  if (!isInside(region, picture.width, picture.height)) {
    throw new RangeError('a region to crop lies outside the picture');
  }
  const cut = blank(region.w, region.h);
  for (let row = 0; row < region.h; row += 1) {
    const from = ((region.y + row) * picture.width + region.x) * 4;
    cut.data.set(picture.data.subarray(from, from + region.w * 4), row * region.w * 4);
  }
  return cut;
}

/** A picture and where its top left corner goes, in px. */
export interface Placement {
  readonly picture: Rgba;
  readonly x: number;
  readonly y: number;
}

/**
 * One picture of the given size with each placement copied into it, later ones on top. Pixels replace what was
 * there, alpha included: nothing is blended. What sticks out is left out.
 */
export function compose(width: number, height: number, placements: readonly Placement[]): Rgba {
  const whole = blank(width, height);
  for (const placement of placements) paste(whole, placement);
  return whole;
}

/** Copies one picture into `target`, which is changed in place; what sticks out is left out. */
export function paste(target: Rgba, { picture, x, y }: Placement): void {
  const left = Math.max(0, -x);
  const right = Math.min(picture.width, target.width - x);
  if (right <= left) return;
  const bottom = Math.min(picture.height, target.height - y);
  for (let row = Math.max(0, -y); row < bottom; row += 1) {
    const from = row * picture.width;
    target.data.set(
      picture.data.subarray((from + left) * 4, (from + right) * 4),
      ((y + row) * target.width + x + left) * 4,
    );
  }
}

/** Each pixel as a square of `factor` x `factor`; `factor` is a whole number from 1. */
export function enlarge(picture: Rgba, factor: number): Rgba {
  if (!Number.isSafeInteger(factor) || factor < 1)
    throw new RangeError('an enlarging factor is a whole number from 1');
  const large = blank(picture.width * factor, picture.height * factor);
  const from = new Uint32Array(new Uint8Array(picture.data).buffer);
  const to = new Uint32Array(large.data.buffer);
  for (let y = 0; y < large.height; y += 1) {
    const row = Math.floor(y / factor) * picture.width;
    for (let x = 0; x < large.width; x += 1) {
      to[y * large.width + x] = from[row + Math.floor(x / factor)] as number;
    }
  }
  return large;
}

/** The smallest region that holds every pixel whose alpha is not 0; `null` for a picture without one. */
export function trimBounds(picture: Rgba): Region | null {
  const { width, height, data } = picture;
  let left = width;
  let top = height;
  let right = -1;
  let bottom = -1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (data[(y * width + x) * 4 + 3] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}
