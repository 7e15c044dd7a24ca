import { solid, type Solid } from '../solids/figure.ts';
import { ball, block, wave, type Field, type Shape } from '../solids/shape.ts';
import type { Dressed } from './part.ts';

/** The chest, larger by so many units: what lies on it. */
export const chestBlock = ({ build: { chest, chestHalf } }: Dressed, by = 0): Shape =>
  block(chest, [chestHalf[0] + by, chestHalf[1] + by, chestHalf[2] + by], 2.1);

/** Darker under the chin, and a seam down the back. */
export const chestShade =
  ({ build, isSmall }: Dressed): Field =>
  (x, y, z) =>
    z > 0
      ? y > build.shoulderY + 0.2
        ? -0.3
        : 0
      : !isSmall && Math.abs(x) < 0.45
        ? -0.34
        : y > build.shoulderY - 1.2
          ? 0.1
          : 0;

/** Folds that widen toward the hem. */
export const folds =
  ({ traits }: Dressed, hem: number): Field =>
  (x, y, z) =>
    wave((x + z * 0.35) * 0.21 + traits.fall * 0.23) * (0.3 - Math.min(0.24, Math.max(0, y - hem) * 0.02));

/** A collar around the neck. */
export const collar = ({ build }: Dressed, ramp: Solid['ramp']): Solid =>
  solid('collar', ramp, ball([0, build.shoulderY + 1.3, 0], [3.6, 1.2, 3.1]));

/**
 * What hangs down from `top` trails: with each unit below it a place lies further back and aside, more and more, as
 * in a curve. `back` and `aside` are how far, in units, at `length` units below the top.
 */
export function trailing(shape: Shape, top: number, length: number, back: number, aside: number): Shape {
  if (back === 0 && aside === 0) return shape;
  const curve = (y: number): number => {
    const down = Math.max(0, top - y) / length;
    return down * down;
  };
  const most = curve(shape.low[1]);
  const [dx, dz] = [aside * most, -back * most];
  return {
    low: [shape.low[0] + Math.min(0, dx), shape.low[1], shape.low[2] + Math.min(0, dz)],
    high: [shape.high[0] + Math.max(0, dx), shape.high[1], shape.high[2] + Math.max(0, dz)],
    distance: (x, y, z) => {
      const bend = curve(y);
      return shape.distance(x - aside * bend, y, z + back * bend) * 0.8;
    },
  };
}
