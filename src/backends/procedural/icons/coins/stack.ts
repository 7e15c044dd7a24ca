import { flatCoin, type Coins } from '../coin.ts';

/** How far each coin lies out of line, from the lowest up, px. */
const slips = [
  [0, 0, 0, 0, 1, 0, 0],
  [0, 1, 0, -1, 0, 1, 0],
  [-1, 0, 1, 1, 2, 2, 3],
  [1, 1, 0, -1, -1, -2, -2],
  [0, -1, 1, -1, 1, -1, 0],
] as const;

/** A stack of four to seven, each coin a little out of line, and what fell from it. */
const stack: Coins = {
  paint(board, metal, lots) {
    const count = 4 + lots.dealt('count', 4);
    const slip = slips[lots.dealt('slip', slips.length)] ?? slips[0];
    const beside = lots.below('beside', 3);
    if (beside === 1) for (const y of [25.4, 22.4]) flatCoin(board, metal, 23.5, y, 5.4, 2.7);
    for (let coin = 0; coin < count; coin += 1)
      flatCoin(board, metal, 13 + (slip[coin] ?? 0), 24.4 - coin * 3, 8.6, 4, 2);
    if (beside === 2) flatCoin(board, metal, 23, 25.8, 5.6, 2.6, 1);
  },
};

export default stack;
