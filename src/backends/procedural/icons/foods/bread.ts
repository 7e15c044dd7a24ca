import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { lay, type Each } from '../board.ts';
import type { Food } from '../food.ts';
import { across, along, joined, lit, rod, within } from '../forms.ts';

/** A loaf on the diagonal, its crust cut before baking. */
const bread: Food = {
  paint(board, lots, isBitten) {
    const cuts = 3 + lots.below('cuts', 2);
    const plump = lots.dealt('plump', 3) * 0.5;
    const loaf = joined(rod(10, 22, 22, 10, 6.4 + plump), rod(9, 23, 13, 19, 6.2 + plump * 0.6));
    const shift = lots.below('flour', 5);
    const flour: Each<number> = (x, y) => ((x * 2 + y * 3 + shift) % 11 < 2 ? 0.16 : 0);
    lay(board, { ramp: foods.crust, inside: within(loaf), tone: lit(loaf, 0.95, flour) });
    for (let cut = 0; cut < cuts; cut += 1) {
      const t = 31 + (cut - (cuts - 1) / 2) * (cuts === 3 ? 10 : 7.6);
      const inside = (x: number, y: number): boolean => {
        const s = across(x, y) + 1;
        const bend = along(x, y) - t + s * 0.5;
        return Math.abs(s) <= 5 + plump && bend >= -1.6 && bend <= 1.6;
      };
      lay(board, {
        ramp: foods.crumb,
        inside,
        tone: (x, y) =>
          (across(x, y) < -1 ? 4 : across(x, y) < 3 ? 3 : 2) -
          (along(x, y) - t + across(x, y) * 0.5 > 1 ? 1 : 0),
        shadow: 1,
      });
    }
    if (isBitten) bite(board, foods.crumb, 25, 7, 4.6);
  },
};

export default bread;
