import { flatCoin, type Coins } from '../coin.ts';

/** A stack, each coin a little out of line, and one that leans on its foot. */
const stack: Coins = {
  paint(board, metal, lots) {
    const count = 5 + lots.dealt('count', 2);
    if (lots.below('beside', 2) === 1) flatCoin(board, metal, 23, 24.6, 5.6, 2.9);
    for (let coin = 0; coin < count; coin += 1) {
      const shift = lots.dealt(`shift ${coin}`, 3) - 1;
      flatCoin(board, metal, 14 + shift, 24.4 - coin * 3, 8.6, 4, 2);
    }
    if (lots.below('before', 3) > 0) flatCoin(board, metal, 22.5, 25.6, 5.6, 2.6, 1);
  },
};

export default stack;
