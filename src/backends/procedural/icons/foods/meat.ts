import { foods } from '../../ramps/icons.ts';
import { bite } from '../bite.ts';
import { dot, lay } from '../board.ts';
import type { Food } from '../food.ts';
import { joined, lit, rod, dome, within } from '../forms.ts';

/** A roast leg on its bone. */
const meat: Food = {
  paint(board, lots, isBitten) {
    const scores = lots.dealt('scores', 5);
    const reach = (scores % 3) * 0.9;
    const fat = lots.dealt('fat', 4) - 1;
    const bone = joined(
      rod(7 - reach * 0.4, 25 + reach * 0.4, 15, 17, 1.9),
      dome(4.7 + 0.6 - reach * 0.3, 24.4, 2.4, 2.3),
      dome(7.4, 27.2 + reach * 0.3, 2.4, 2.3),
    );
    lay(board, { ramp: foods.bone, inside: within(bone), tone: lit(bone) });
    const skin = [foods.roast, foods.crust, foods.smoked][lots.dealt('skin', 3)] ?? foods.roast;
    const leg = joined(
      dome(19.3, 12.7, 8 + fat * 0.5, 8.4 + fat * 0.3, 8),
      rod(19, 13, 11.5, 20.5, 7, 2.8 + fat * 0.5),
    );
    lay(board, {
      ramp: skin,
      inside: within(leg),
      tone: lit(leg, 1.05, (x, y) => ((x + y * 2 + fat) % 9 < 2 && x + y > 30 ? -0.16 : 0)),
      shadow: 9,
    });
    // Scores of the spit, and fat that shines.
    for (let score = 0; score < scores; score += 1) {
      const [x, y] = [13 + score * 4 - (scores & 1) * 2, 18 - score * 3 - (scores & 2)];
      dot(board, skin, 1, [
        [x, y],
        [x + 1, y + 1],
        [x + 2, y + 2],
        [x + 3, y + 3],
      ]);
      dot(board, skin, 3, [
        [x + 1, y],
        [x + 2, y + 1],
        [x + 3, y + 2],
      ]);
    }
    dot(board, skin, 4, [
      [14, 8],
      [15, 7],
      [16, 6],
      [14, 9],
      [13, 10],
    ]);
    if (isBitten) bite(board, foods.rare, 27, 12.5, 4.4);
  },
};

export default meat;
