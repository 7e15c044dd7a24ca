import { lay } from '../board.ts';
import { emblem, type Coins } from '../coin.ts';
import { across } from '../forms.ts';

/** One coin from the front, its rim raised, its edge worn where the seed has it. */
const single: Coins = {
  paint(board, metal, lots) {
    const worn = lots.below('worn', 5);
    const out = (x: number, y: number): number => {
      const [a, b] = [x + 0.5 - 16, y + 0.5 - 16];
      return Math.sqrt(a * a + b * b);
    };
    const dent = (x: number, y: number): number => {
      const [cx, cy] = [
        [3, 10],
        [29, 9],
        [27, 25],
        [6, 26],
        [16, 30],
      ][worn] ?? [3, 10];
      const [a, b] = [x - (cx ?? 0), y - (cy ?? 0)];
      return a * a + b * b < 7 ? 0.9 : 0;
    };
    lay(board, {
      ramp: metal,
      inside: (x, y) => out(x, y) < 12.4 - dent(x, y),
      tone: (x, y) => {
        const s = across(x, y);
        const r = out(x, y);
        if (r > 10.4) return s < -9 ? 4 : s < 4 ? 3 : s < 12 ? 2 : 1;
        if (r > 9.2) return s < -6 ? 1 : s < 6 ? 2 : 3;
        return s < 8 ? 3 : 2.4;
      },
    });
    emblem(board, metal, 15.5, 15.5, lots);
  },
};

export default single;
