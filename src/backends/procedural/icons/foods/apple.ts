import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { dot, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { dome, joined, lit, within, type Swell } from '../forms.ts';

/** How far its other colour reaches, squared px. */
const blushes = [0, 26, 44, 90] as const;

/** An apple: two cheeks, a stem in the hollow, a leaf or none. */
const apple: Food = {
  paint(board, lots, isBitten) {
    const skins = [foods.red, foods.green, foods.yellow] as const;
    const skin = skins[lots.dealt('skin', 3)] ?? foods.red;
    // Broad shoulders with a hollow between them, narrow at the foot: no crease runs down, or it would be a peach.
    const outline = joined(
      dome(11.8, 16.2, 7.2, 6.8),
      dome(20.2, 16.2, 7.2, 6.8),
      dome(16, 18.4, 10.4, 9),
      dome(13.4, 23.2, 5, 5.6),
      dome(18.6, 23.2, 5, 5.6),
    );
    const round = dome(16, 18, 12.6, 12.4, 9);
    const body: Swell = (x, y) => (outline(x, y) > 0 ? round(x, y) : -1);
    lay(board, { ramp: skin, inside: within(outline), tone: lit(round, 1.05) });
    // The hollow at the stem, and the blush or speckles of the seed's.
    dot(board, skin, 1, [
      [14, 11],
      [15, 11],
      [16, 11],
      [17, 11],
      [15, 12],
      [16, 12],
    ]);
    const blush = lots.dealt('blush', 5);
    if (blush === 4) {
      for (let i = 0; i < 9; i += 1) {
        const [x, y] = [9 + ((i * 7) % 15), 15 + ((i * 5) % 10)];
        dot(board, skin, x + y < 32 ? 4 : 3, [
          [x, y],
          [x, y + 1],
        ]);
      }
    } else if (blush > 0) {
      const other = skin === foods.red ? foods.yellow : foods.red;
      lay(board, {
        ramp: other,
        inside: (x, y) =>
          within(body)(x, y) && (x - 22) * (x - 22) + (y - 20) * (y - 20) < (blushes[blush] ?? 0),
        tone: lit(round),
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
    const leaves = lots.dealt('leaf', 4);
    for (const side of leaves === 0 ? [] : leaves === 3 ? [-1, 1] : leaves === 2 ? [-1] : [1]) {
      const cx = 15.7 + side * 5;
      const leaf = dome(cx, 7, 4.2, 2.6, 2);
      const inside = within((x, y) => leaf(x, y + (x - cx) * side * 0.25));
      lay(board, {
        ramp: foods.leaf,
        inside,
        tone: (x, y) => (y + (x - cx) * side * 0.3 < 7 ? 4 : 2),
        shadow: 1,
      });
    }
    if (isBitten) bite(board, foods.crumb, 27.6, 17, 4);
  },
};

export default apple;
