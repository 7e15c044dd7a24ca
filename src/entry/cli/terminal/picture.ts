import { crop } from '../../../pixels/arrange.ts';
import type { Rectangle } from '../../../domain/candidate/sprite.ts';
import { blank, type Rgba } from '../../../pixels/rgba.ts';

/** How a picture is sized for a space: enlarged a whole number of times, or reduced 1:`by`. */
export interface Fit {
  readonly kind: 'enlarge' | 'reduce';
  /** At least 1; a reduction by at least 2. */
  readonly by: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest whole scale at which a picture fits a space in px; below 1:1 the least whole reduction. */
export function fitPicture(picture: Size, space: Size): Fit {
  const room = { width: Math.max(1, space.width), height: Math.max(1, space.height) };
  const up = Math.floor(Math.min(room.width / picture.width, room.height / picture.height));
  if (up >= 1) return { kind: 'enlarge', by: up };
  const down = Math.max(picture.width / room.width, picture.height / room.height);
  return { kind: 'reduce', by: Math.ceil(down) };
}

/** A picture's size after a fit, in px. */
export const fittedSize = (picture: Size, fit: Fit): Size =>
  fit.kind === 'enlarge'
    ? { width: picture.width * fit.by, height: picture.height * fit.by }
    : { width: Math.ceil(picture.width / fit.by), height: Math.ceil(picture.height / fit.by) };

/** How large one pixel of the picture is drawn, in drawn px: to compare fits. */
export const scaleOf = (fit: Fit): number => (fit.kind === 'enlarge' ? fit.by : 1 / fit.by);

/** The scale in words. A reduced picture does not show every pixel, so it says that it is reduced. */
export const fitLabel = (fit: Fit): string =>
  fit.kind === 'reduce' ? `reduced 1:${fit.by}` : fit.by === 1 ? '1:1' : `x${fit.by}`;

export const applyFit = (picture: Rgba, fit: Fit): Rgba =>
  fit.kind === 'enlarge' ? enlarge(picture, fit.by) : reduce(picture, fit.by);

/** Every pixel as a square of `by` x `by` pixels. */
export function enlarge(picture: Rgba, by: number): Rgba {
  if (by === 1) return picture;
  const large = blank(picture.width * by, picture.height * by);
  const from = new Uint32Array(Uint8Array.from(picture.data).buffer);
  const to = new Uint32Array(large.data.buffer);
  for (let y = 0; y < large.height; y += 1) {
    const row = Math.floor(y / by) * picture.width;
    for (let x = 0; x < large.width; x += 1) {
      to[y * large.width + x] = from[row + Math.floor(x / by)] ?? 0;
    }
  }
  return large;
}

/**
 * Every square of `by` x `by` pixels as its exact average: alpha over all pixels, colour weighted by alpha so
 * that what is hidden does not bleed in, halves rounded up. The last column and row may average fewer.
 */
export function reduce(picture: Rgba, by: number): Rgba {
  const small = blank(Math.ceil(picture.width / by), Math.ceil(picture.height / by));
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      small.data.set(average(picture, x * by, y * by, by), (y * small.width + x) * 4);
    }
  }
  return small;
}

function average(picture: Rgba, left: number, top: number, by: number): [number, number, number, number] {
  let [r, g, b, a, pixels] = [0, 0, 0, 0, 0];
  for (let y = top; y < Math.min(top + by, picture.height); y += 1) {
    for (let x = left; x < Math.min(left + by, picture.width); x += 1) {
      const at = (y * picture.width + x) * 4;
      const alpha = picture.data[at + 3] ?? 0;
      r += (picture.data[at] ?? 0) * alpha;
      g += (picture.data[at + 1] ?? 0) * alpha;
      b += (picture.data[at + 2] ?? 0) * alpha;
      a += alpha;
      pixels += 1;
    }
  }
  if (a === 0) return [0, 0, 0, 0];
  const rounded = (sum: number, count: number): number => Math.floor((2 * sum + count) / (2 * count));
  return [rounded(r, a), rounded(g, a), rounded(b, a), rounded(a, pixels)];
}

/** The part of a picture under a rectangle; what reaches outside is left out. */
export function cropWithin(picture: Rgba, { x, y, w, h }: Rectangle): Rgba {
  const left = Math.min(Math.max(0, x), picture.width - 1);
  const top = Math.min(Math.max(0, y), picture.height - 1);
  const width = Math.max(1, Math.min(x + w, picture.width) - left);
  const height = Math.max(1, Math.min(y + h, picture.height) - top);
  return crop(picture, { x: left, y: top, w: width, h: height });
}
