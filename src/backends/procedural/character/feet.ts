import type { Rgba } from '../../../pixels/rgba.ts';

/** Px that the feet anchor may lie beside the middle and above the foot line. */
export const feetReach = { aside: 8, up: 4 } as const;

type Place = readonly [x: number, y: number];

/**
 * The feet anchors of a row of cells: over an opaque pixel, and as near to `wanted` (the middle of the foot line) as
 * one is found. One pixel that is opaque in all of the cells is taken for all, so that nobody hops; where a stride
 * leaves none, each cell takes the pixel that is nearest both to `wanted` and to the one before.
 */
export function feetAnchors(cells: readonly Rgba[], wanted: Place): readonly Place[] {
  const shared = nearest(cells, wanted, wanted);
  if (shared !== null) return cells.map(() => shared);
  let before = wanted;
  return cells.map((cell) => {
    before = nearest([cell], wanted, before) ?? wanted;
    return before;
  });
}

function nearest(cells: readonly Rgba[], [x, y]: Place, before: Place): Place | null {
  let best: Place | null = null;
  let least = Infinity;
  for (let b = y + 1; b >= y - feetReach.up; b -= 1) {
    for (let a = x - feetReach.aside; a <= x + feetReach.aside; a += 1) {
      const far = Math.abs(a - x) + Math.abs(b - y) * 1.5;
      const cost = far + (Math.abs(a - before[0]) + Math.abs(b - before[1])) * 0.5;
      if (cost >= least || !cells.every((cell) => isOpaque(cell, a, b))) continue;
      least = cost;
      best = [a, b];
    }
  }
  return best;
}

const isOpaque = ({ width, height, data }: Rgba, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && data[(y * width + x) * 4 + 3] === 255;
