import { foods, woods } from '../../ramps/icons.ts';
import { metals } from '../../ramps/people.ts';
import { clear, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { dome, joined, lit, within, type Swell } from '../forms.ts';

/** Rows where hoops begin. */
const hoops = [[13, 25], [12, 19, 26], [15, 23], [20], [13, 16, 25]] as const;

/** A tankard of staves with iron hoops, its foam running over. Bitten, it is drunk half. */
const ale: Food = {
  paint(board, lots, isBitten) {
    const wood = [woods.oak, woods.ash, woods.walnut, woods.yew][lots.dealt('wood', 4)] ?? woods.oak;
    const hoop = lots.of('hoop', [metals.iron, metals.bronze, metals.steel]);
    const handle: Swell = (x, y) => {
      const [a, b] = [(x - 22) / 6.4, (y - 18.5) / 6.6];
      const out = Math.sqrt(a * a + b * b) - 0.78;
      return x < 21 ? -1 : 0.2 - Math.abs(out);
    };
    lay(board, { ramp: wood, inside: within(handle), tone: (x, y) => (y < 15 ? 3 : x > 26 ? 1 : 2) });
    const half = (y: number): number => 8 + (y > 26 ? 0.6 : 0) + Math.max(0, (y - 12) * 0.06);
    const first = lots.below('stave', 4);
    lay(board, {
      ramp: wood,
      inside: (x, y) => y >= 9 && y <= 29 && Math.abs(x + 0.5 - 14.5) <= half(y),
      tone: (x) => (x < 8 ? 3.4 : x < 13 ? 3 : x < 18 ? 2 : 1) - ((x + first) % 4 === 0 ? 1 : 0),
      shadow: 1,
    });
    for (const y of hoops[lots.dealt('hoops', hoops.length)] ?? hoops[0]) {
      lay(board, {
        ramp: hoop,
        inside: (x, py) => py >= y && py <= y + 1 && Math.abs(x + 0.5 - 14.5) <= half(py) + 0.4,
        tone: (x, py) => (x < 8 ? 4 : x < 13 ? 3 : x < 18 ? 2 : 1) - (py - y) * 0.6,
        shadow: 1,
      });
    }
    if (isBitten) {
      lay(board, {
        ramp: foods.ale,
        inside: (x, y) => Math.abs(x + 0.5 - 14.5) <= 6.6 && y >= 9 && y <= 11,
        tone: (x, y) => (y === 9 ? 0.6 : y === 10 ? 1 : 3) + (x > 15 ? 0 : 0.4),
      });
      return;
    }
    const run = lots.below('run', 4) * 3 + 7.5;
    const rise = lots.below('rise', 3) * 0.6;
    const foam = joined(
      dome(9.5, 8.4, 4, 3.4),
      dome(14.5, 6.9 - rise * 0.5, 4.6, 3.8 + rise * 0.3),
      dome(19.6, 8.4, 3.7, 3.2),
      dome(14.5, 9.6, 8, 2.4),
      dome(run, 12, 1.8, 3.6 + rise),
    );
    lay(board, { ramp: foods.foam, inside: within(foam), tone: lit(foam, 0.8, () => 0.25), shadow: 2 });
    clear(board, (_x, y) => y < 2);
  },
};

export default ale;
