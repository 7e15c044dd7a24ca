import { lay } from '../board.ts';
import { flatCoin, type Coins } from '../coin.ts';
import { across } from '../forms.ts';

/** Middle columns of the coins of each row, px, from the top row to the lowest. */
const rows = [
  [12.5, 19],
  [10.5, 21.5, 16],
  [8.8, 23.2, 16],
  [8.6, 23.4, 13.4, 18.8],
] as const;

/** A heap of coins that slid over each other, some on edge. */
const pile: Coins = {
  paint(board, metal, lots) {
    for (const [row, columns] of rows.entries()) {
      // From the sides to the middle: the middle ones lie on top.
      for (const [coin, cx] of columns.entries()) {
        const right = lots.below(`right ${row} ${coin}`, 3) - 1;
        const down = lots.below(`down ${row} ${coin}`, 3) * 0.5;
        flatCoin(board, metal, cx + right, 14.4 + row * 3.5 + down, 5.6, 2.9, 1);
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
