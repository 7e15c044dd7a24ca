import type { Ramp } from '../ramps/ramp.ts';
import type { Code, TileSize } from './codes.ts';

/**
 * How much neighbouring pixels differ across the seams of a tile that lies beside itself, over how much they differ
 * inside of it. Above 1.5 a field of such tiles shows a grid.
 */
export function seamRatio(codes: Int16Array, ramps: readonly Ramp[], size: TileSize): number {
  let [inside, across] = [0, 0];
  const between = (x: number, y: number, x2: number, y2: number): number =>
    apart(codes[y * size + x] as Code, codes[y2 * size + x2] as Code, ramps);
  const last = size - 1;
  for (let y = 0; y < last; y += 1)
    for (let x = 0; x < last; x += 1) inside += between(x, y, x + 1, y) + between(x, y, x, y + 1);
  for (let i = 0; i < size; i += 1) across += between(last, i, 0, i) + between(i, last, i, 0);
  return across === 0 ? 0 : across / (2 * size) / (inside / (2 * last * last));
}

/** How far the colours of two codes lie apart, over all channels. */
function apart(a: Code, b: Code, ramps: readonly Ramp[]): number {
  if (a === b) return 0;
  const [one, other] = [colourOf(a, ramps), colourOf(b, ramps)];
  let sum = 0;
  for (const shift of [0, 8, 16]) sum += Math.abs(((one >> shift) & 255) - ((other >> shift) & 255));
  return sum;
}

const colourOf = (code: Code, ramps: readonly Ramp[]): number =>
  ramps[Math.floor(code / 8)]?.steps[code % 8] ?? 0;
