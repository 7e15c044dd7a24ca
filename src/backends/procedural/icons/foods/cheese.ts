import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { lay, type Each } from '../board.ts';
import type { Food } from '../food.ts';
import { polygon } from '../forms.ts';

/** A wedge with its rind behind, holes where the seed has them. */
const cheese: Food = {
  paint(board, lots, isBitten) {
    const low = lots.below('low', 3);
    const rindRamp =
      [foods.rind, foods.crust, foods.green, foods.smoked][lots.dealt('rind', 4)] ?? foods.rind;
    const top = polygon([
      [3, 17],
      [20, 6 + low],
      [27, 9 + low],
      [29, 14 + low],
    ]);
    const front = polygon([
      [3, 17],
      [29, 14 + low],
      [29, 25],
      [3, 27.5],
    ]);
    lay(board, { ramp: foods.cheese, inside: top, tone: (x, y) => (x - y < 4 ? 4 : 3.6) });
    lay(board, { ramp: foods.cheese, inside: front, tone: (_x, y) => (y > 24 ? 1.4 : 2) });
    const rind: Each<boolean> = (x, y) => front(x, y) && x > 26;
    lay(board, { ramp: rindRamp, inside: (x, y) => rind(x, y), tone: (x) => (x > 27 ? 1 : 2) });
    lay(board, {
      ramp: rindRamp,
      inside: (x, y) => top(x, y) && !top(x + 1, y - 2) && x > 19,
      tone: () => 3,
    });
    // The lit edge between top and front.
    lay(board, {
      ramp: foods.cheese,
      inside: (x, y) => front(x, y) && !front(x, y - 1) && x <= 26,
      tone: () => 4,
    });
    const holes = 1 + lots.dealt('holes', 5);
    for (let hole = 0; hole < holes; hole += 1) {
      const cx = 6.5 + hole * (18 / holes) + lots.below(`hole column ${hole}`, 3);
      const cy = 20 + lots.below(`hole row ${hole}`, 5);
      const radius = (holes < 3 ? 2 : 1.4) + lots.below(`hole size ${hole}`, 3) * 0.5;
      lay(board, {
        ramp: foods.cheese,
        inside: (x, y) => {
          const [a, b] = [x + 0.5 - cx, y + 0.5 - cy];
          return a * a + b * b < radius * radius && front(x, y) && front(x, y + 1) && !rind(x, y);
        },
        tone: (x, y) => (x + y + 1 < cx + cy ? 0.6 : 1),
      });
    }
    const pit = 16 + lots.below('pit', 5);
    lay(board, {
      ramp: foods.cheese,
      inside: (x, y) => top(x, y) && (x - pit) * (x - pit) * 0.4 + (y - 13) * (y - 13) < 1.6,
      tone: () => 2,
    });
    if (isBitten) bite(board, foods.crumb, 5.5, 15, 5);
  },
};

export default cheese;
