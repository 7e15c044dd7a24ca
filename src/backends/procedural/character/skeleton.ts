import type { Traits } from './traits.ts';
import type { Vec } from '../solids/shape.ts';

/** Where the joints of a figure are. One unit is a little more than one px of a sprite. */
export interface Skeleton {
  readonly hipY: number;
  readonly chest: Vec;
  /** Half width, height and depth of the chest. */
  readonly chestHalf: Vec;
  readonly shoulderY: number;
  readonly shoulderX: number;
  readonly head: Vec;
  readonly headRadii: Vec;
  /** The hands: -1 is the figure's right hand, which holds the weapon, 1 the left. */
  readonly hand: (side: -1 | 1) => Vec;
}

export function skeletonOf(traits: Traits): Skeleton {
  const hipY = 9.5 + traits.taller;
  const half = 4.9 + traits.broader;
  const size = 6.4 + traits.headSize;
  return {
    hipY,
    chest: [0, hipY + 5.5, 0],
    chestHalf: [half, 4.9, 3.3],
    shoulderY: hipY + 8.5,
    shoulderX: half + 0.8,
    head: [0, hipY + 10.2 + size, 0],
    headRadii: [size, size + 0.1, size - 0.4],
    hand: (side) => [
      side * (half + 3.3),
      hipY + 1.2 + (side < 0 ? traits.raise : 0),
      1.6 + (side < 0 ? traits.reach : 0),
    ],
  };
}
