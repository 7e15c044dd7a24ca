import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** A sawn board: its corners slanted, below alone too, or its head round or pointed, with a hole for its cord. */
const wood: Tablet = {
  ramp: tablets.wood,
  isOutdoors: false,
  inset(lots) {
    const head = lots.dealt('head', 4);
    return (x, y) => {
      const [a, b] = [Math.abs(x + 0.5 - 16), y + 0.5];
      const flank = Math.min(9.5 - a, b - 2.5, 29.5 - b);
      const heads = [
        (Math.min(b - 2.5, 29.5 - b) + (9.5 - a) - 5.5) * 0.7,
        b < 12 ? 9.5 - Math.sqrt(a * a + (b - 12) * (b - 12)) : flank,
        (29.5 - b + (9.5 - a) - 5.5) * 0.7,
        (b - 2.5 - a * 0.75) * 0.8 + 0.6,
      ];
      const hole = Math.sqrt(a * a + (b - 6) * (b - 6)) - 1.5;
      return Math.min(flank, heads[head] ?? flank, hole);
    };
  },
  grain(lots) {
    const shift = lots.dealt('grain', 5);
    const knot = 9 + shift * 4;
    const side = shift & 1 ? 9 : 22;
    return (x, y) => {
      const out = (x - side) * (x - side) + (y - knot) * (y - knot) * 0.3;
      const bend = Math.floor(6 / (1 + out * 0.3));
      return (x + bend + shift) % 5 === 0 ? -1 : 0;
    };
  },
};

export default wood;
