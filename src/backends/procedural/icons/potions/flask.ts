import type { Bottle } from '../potion.ts';

/** A cone on a broad foot, as alchemists use. */
const flask: Bottle = {
  body: (x, y) => {
    if (y < 8 || y > 29) return -1;
    const half = y < 12 ? 3 : Math.min(3 + (y - 12) * 0.62, 12.2) - Math.max(0, y - 26.5) * 0.9;
    const left = 1 - ((x - 16) / half) * ((x - 16) / half);
    return left <= 0 ? left : half * 0.8 * Math.sqrt(left);
  },
  liquid: [16, 28],
  neck: [13, 18, 6, 11],
  glint: [
    [11, 19],
    [10, 20],
    [10, 21],
    [9, 22],
  ],
  waist: 22,
};

export default flask;
