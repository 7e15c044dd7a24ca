import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { dot, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { across, along, joined, lit, rod, within } from '../forms.ts';

/** A carrot with its leaves, the tip down. */
const carrot: Food = {
  paint(board, lots, isBitten) {
    const stout = lots.dealt('stout', 4) * 0.8 - 1.2;
    const leaves = 2 + lots.dealt('leaves', 5);
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      const turn = (leaf - (leaves - 1) / 2) * (leaves > 4 ? 0.7 : 1);
      const frond = joined(
        rod(20, 11, 23.4 + turn * 2.6, 7.4 + turn * 2.4, 1.1, 1.5),
        rod(22.4 + turn * 2, 8.6 + turn * 2, 25 + turn * 1.9, 6.4 + turn * 1.9, 1.9, 1.3),
      );
      lay(board, {
        ramp: foods.leaf,
        inside: within(frond),
        tone: lit(frond, 1, () => -0.1 - turn * 0.1),
        shadow: 1,
      });
    }
    const root = rod(4.6, 27.4, 18.4, 13.6, 0.9, 5 + stout);
    lay(board, { ramp: foods.carrot, inside: within(root), tone: lit(root, 1.05), shadow: 9 });
    // Rings where it grew: short strokes from alternate sides.
    const first = lots.below('ring', 4);
    for (let ring = 0; ring < 5; ring += 1) {
      const t = 14 + first + ring * 6;
      const side = ring & 1 ? 1 : -1;
      lay(board, {
        ramp: foods.carrot,
        inside: (x, y) => {
          const s = across(x, y) * side;
          return along(x, y) === t + (s & 1) && s >= 1 && s <= t * 0.16 && within(root)(x, y);
        },
        tone: () => (side < 0 ? 2 : 1),
      });
    }
    dot(board, foods.carrot, 4, [
      [14, 13],
      [15, 12],
      [14, 14],
      [13, 15],
    ]);
    if (isBitten) bite(board, foods.carrot, 5.5, 26, 4.6);
  },
};

export default carrot;
