import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** A standing stone: its head round, pointed, slanted or broken off. */
const stone: Tablet = {
  ramp: tablets.stone,
  isOutdoors: true,
  inset(lots) {
    const head = lots.dealt('head', 4);
    const side = lots.below('side', 2) === 0 ? 1 : -1;
    const lean = lots.below('lean', 3) - 1;
    return (x, y) => {
      const b = y + 0.5;
      const a = x + 0.5 - 16 - (lean * (16 - b)) / 20;
      const flank = 10.4 - Math.abs(a);
      // Broken planes, a few px deep each: a bite of one or two px would look like lost pixels.
      const heads = [
        b < 13 ? 10.4 - Math.sqrt(a * a + (b - 13) * (b - 13) * 0.9) : flank,
        (b - 2 - Math.abs(a) * 0.62) * 0.85,
        Math.min(b - 3, (b - 5.5 + a * side * 0.34) * 0.95),
        Math.min(b - 3, (b - 11 + (a * side + 6) * 0.9) * 0.75),
      ];
      return Math.min(flank, 29.5 - b, heads[head] ?? flank);
    };
  },
  grain(lots) {
    const side = lots.below('crack side', 2);
    const from = 21 + lots.below('crack', 4);
    // A crack runs inward from one side, below the rune, and turns once.
    return (x, y) => {
      const out = side === 0 ? x - 6 : 25 - x;
      const turn = out < 3 ? out : 6 - out;
      return out >= 0 && out < 5 && y === from + Math.floor(turn * 0.8) ? -2 : 0;
    };
  },
};

export default stone;
