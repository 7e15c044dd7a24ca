import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** A standing stone with a round head, chipped and cracked. */
const stone: Tablet = {
  ramp: tablets.stone,
  isOutdoors: true,
  inset(lots) {
    const chip = lots.dealt('chip', 4);
    const lean = lots.below('lean', 3) - 1;
    return (x, y) => {
      const b = y + 0.5;
      const a = x + 0.5 - 16 - (lean * (16 - b)) / 20;
      const round = b < 13 ? 10.4 - Math.sqrt(a * a + (b - 13) * (b - 13) * 0.9) : 10.4 - Math.abs(a);
      const [cx, cy] = [chip & 1 ? 9.5 : -9.5, chip & 2 ? 10 : 25];
      const bite = Math.sqrt((a - cx) * (a - cx) + (b - cy) * (b - cy)) - 2.4;
      return Math.min(round, 29.5 - b, bite);
    };
  },
  grain(lots) {
    const from = 6 + lots.below('crack', 5);
    const side = lots.below('crack side', 2);
    // A crack runs inward from one side and turns once.
    return (x, y) => {
      const out = side === 0 ? x - 6 : 25 - x;
      const turn = out < 3 ? out : 6 - out;
      return out >= 0 && out < 6 && y === from + 12 + Math.floor(turn * 0.8) ? -2 : 0;
    };
  },
};

export default stone;
