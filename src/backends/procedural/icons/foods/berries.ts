import { foods } from '../../ramps/icons.ts';
import { dot, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { dome, line, lit, within } from '../forms.ts';

/** A sprig of berries. Bitten, only a few are left. */
const berries: Food = {
  paint(board, lots, isBitten) {
    const kinds = [foods.cherry, foods.blue, foods.black] as const;
    const skin = kinds[lots.dealt('kind', 3)] ?? foods.cherry;
    const stem = line(21, 4, 13, 17);
    dot(
      board,
      foods.stem,
      3,
      stem.flatMap(([x, y]) => [[x, y] as const, [x + 1, y] as const]),
    );
    const places = [
      [10, 14],
      [18, 14],
      [14, 17],
      [7.5, 20],
      [21, 20.5],
      [11, 24],
      [18, 25.5],
      [14.4, 21.5],
    ] as const;
    const leaves = lots.dealt('leaves', 5);
    for (const [leaf, side] of [-1, 1].entries()) {
      if (leaves === leaf) continue;
      const big = leaves === 2 ? -1 : leaves === 3 ? 0.4 : 1.2;
      const form = dome(side < 0 ? 13 : 24.5, side < 0 ? 6 : 9.5, 4.6 + big, 2.8);
      const turned = within((x, y) => form(x, y - (x - (side < 0 ? 13 : 24.5)) * (side < 0 ? 0.35 : 0.5)));
      lay(board, {
        ramp: foods.leaf,
        inside: turned,
        tone: (x, y) => (y - (x - (side < 0 ? 13 : 24.5)) * 0.4 < (side < 0 ? 6 : 9.5) ? 4 : 2),
        shadow: 1,
      });
    }
    const missing = lots.dealt('missing', 4);
    for (const [i, [cx, cy]] of places.entries()) {
      if (i === missing || (isBitten && i !== 2 && i % 3 !== missing % 3)) continue;
      const [x, y] = [cx + lots.below(`x ${i}`, 3) * 0.5, cy + lots.below(`y ${i}`, 3) * 0.5];
      const ball = dome(x, y, 3.7, 3.7);
      lay(board, { ramp: skin, inside: within(ball), tone: lit(ball, 1.15), shadow: 9 });
      // The window on its skin, and the crown where the blossom was.
      const [gx, gy] = [Math.floor(x - 1.6), Math.floor(y - 1.6)];
      dot(board, skin, 4, [
        [gx, gy],
        [gx + 1, gy],
        [gx, gy + 1],
      ]);
    }
  },
};

export default berries;
