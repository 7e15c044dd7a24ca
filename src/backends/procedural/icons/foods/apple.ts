import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { dot, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { dome, joined, lit, within } from '../forms.ts';

/** An apple: two cheeks, a stem in the hollow, a leaf or none. */
const apple: Food = {
  paint(board, lots, isBitten) {
    const skins = [foods.red, foods.green, foods.yellow] as const;
    const skin = skins[lots.dealt('skin', 3)] ?? foods.red;
    const body = joined(dome(12.6, 18, 8.2, 9.2, 8), dome(19.4, 18, 8.2, 9.2, 8), dome(16, 21, 9, 7.6, 8));
    lay(board, { ramp: skin, inside: within(body), tone: lit(body, 1.05) });
    // The hollow at the stem, and the blush or speckles of the seed's.
    dot(board, skin, 1, [
      [14, 11],
      [15, 11],
      [16, 11],
      [17, 11],
      [15, 12],
      [16, 12],
    ]);
    const blush = lots.below('blush', 3);
    if (blush > 0) {
      const other = skin === foods.red ? foods.yellow : foods.red;
      lay(board, {
        ramp: other,
        inside: (x, y) => within(body)(x, y) && (x - 22) * (x - 22) + (y - 21) * (y - 21) < 12 + blush * 8,
        tone: (x, y) => lit(body)(x, y),
      });
    }
    dot(board, skin, 4, [
      [8, 14],
      [9, 13],
      [9, 14],
      [8, 15],
    ]);
    const lean = lots.below('stem', 3) - 1;
    dot(board, foods.stem, 2, [
      [15, 11],
      [15, 10],
      [15, 9],
      [15 + lean, 8],
      [15 + lean, 7],
    ]);
    dot(board, foods.stem, 3, [
      [16, 10],
      [16, 9],
      [16 + lean, 8],
      [16 + lean, 7],
    ]);
    if (lots.dealt('leaf', 4) !== 3) {
      const leaf = dome(20.5, 7, 4.2, 2.4 + lots.below('leaf size', 2) * 0.5, 2);
      const inside = within((x, y) => leaf(x, y + (x - 20.5) * 0.25));
      lay(board, { ramp: foods.leaf, inside, tone: (x, y) => (y + (x - 20) * 0.3 < 7 ? 4 : 2), shadow: 1 });
    }
    if (isBitten) bite(board, foods.crumb, 26, 16, 4);
  },
};

export default apple;
