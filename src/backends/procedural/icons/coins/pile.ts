import { lay } from '../board.ts';
import { flatCoin, type Coins } from '../coin.ts';
import { across } from '../forms.ts';

/** A heap of coins that slid over each other, some on edge. */
const pile: Coins = {
  paint(board, metal, lots) {
    const rows = [
      [3, 13.5],
      [4, 17.5],
      [5, 21.5],
      [5, 25.2],
    ] as const;
    for (const [row, [count, cy]] of rows.entries()) {
      for (let coin = 0; coin < count; coin += 1) {
        const place = (coin + (row & 1) * 0.5) % count;
        const spread = 3.4 + row * 1.75;
        const cx = 16 + ((place - (count - 1) / 2) / Math.max(1, (count - 1) / 2)) * spread * 1.05;
        const jitter = lots.below(`place ${row} ${coin}`, 3) - 1;
        flatCoin(board, metal, Math.max(7.5, Math.min(24.5, cx + jitter)), cy + lots.below(`row ${row} ${coin}`, 2), 5, 2.8, 1);
      }
    }
    // One stands on edge at the top.
    const cx = 13 + lots.dealt('standing', 4) * 2;
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const [a, b] = [(x + 0.5 - cx) / 4.2, (y + 0.5 - 9.5) / 4.8];
        return a * a + b * b < 1;
      },
      tone: (x, y) => {
        const [a, b] = [(x + 0.5 - cx) / 2.8, (y + 0.5 - 9.5) / 3.4];
        if (a * a + b * b >= 1) return across(x, y) < -9 ? 4 : 2;
        return a + b < -0.3 ? 2 : 3;
      },
      shadow: 9,
    });
  },
};

export default pile;
