import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** A sawn board with slanted corners and a hole for its cord. */
const wood: Tablet = {
  ramp: tablets.wood,
  isOutdoors: false,
  inset(lots) {
    const slant = 4 + lots.dealt('slant', 3) * 1.5;
    return (x, y) => {
      const [a, b] = [Math.abs(x + 0.5 - 16), y + 0.5];
      const corner = (Math.min(b - 2.5, 29.5 - b) + (9.5 - a) - slant) * 0.7;
      const hole = Math.sqrt(a * a + (b - 6) * (b - 6)) - 1.5;
      return Math.min(9.5 - a, b - 2.5, 29.5 - b, corner, hole);
    };
  },
  grain(lots) {
    const shift = lots.below('grain', 6);
    const knot = 12 + lots.dealt('knot', 5) * 3;
    return (x, y) => {
      const out = (x - 11) * (x - 11) + (y - knot) * (y - knot) * 0.3;
      const bend = Math.floor(6 / (1 + out * 0.3));
      return (x + bend + shift) % 4 === 0 ? -1 : 0;
    };
  },
};

export default wood;
