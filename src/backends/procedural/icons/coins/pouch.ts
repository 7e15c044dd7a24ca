import { cord } from '../../ramps/icons.ts';
import { leathers } from '../../ramps/people.ts';
import { dot, lay } from '../board.ts';
import { flatCoin, type Coins } from '../coin.ts';
import { dome, joined, lit, rod, within } from '../forms.ts';

/** Where coins lie before the pouch, px. */
const spills = [
  [
    [22.5, 24.5],
    [12.5, 26],
  ],
  [
    [9.6, 24],
    [15, 26.2],
  ],
  [
    [23, 24.2],
    [11, 25],
    [17.4, 26.4],
  ],
  [[23.6, 26]],
  [
    [23, 22.4],
    [23.6, 25.8],
    [7.6, 26],
  ],
] as const;

/** A tied leather pouch with a few coins before it. */
const pouch: Coins = {
  paint(board, metal, lots) {
    const leather =
      [leathers.chestnut, leathers.oxblood, leathers.tan, leathers.black][lots.dealt('leather', 4)] ??
      leathers.chestnut;
    const lean = lots.below('lean', 3) - 1;
    const fold = lots.below('fold', 4);
    const mouth = joined(
      rod(10.5 + lean, 5, 13.5, 9.5, 2, 3),
      rod(20.5 + lean, 5, 17.5, 9.5, 2, 3),
      dome(15.5 + lean, 6, 4, 3),
    );
    lay(board, { ramp: leather, inside: within(mouth), tone: lit(mouth) });
    const bag = joined(dome(15.5, 20, 11, 9.2, 9), rod(15.5, 12.5, 15.5, 18, 5.5, 8));
    lay(board, {
      ramp: leather,
      inside: within(bag),
      tone: lit(bag, 1, (x, y) =>
        y < 17 && (x + fold + Math.floor((x < 16 ? y : -y) / 4)) % 4 === 0 ? -0.3 : 0,
      ),
      shadow: 1,
    });
    lay(board, {
      ramp: cord,
      inside: (x, y) => y >= 10 && y <= 11 && x >= 10 && x <= 20,
      tone: (x, y) => (x < 13 ? 4 : x < 17 ? 3 : 2) - (y === 11 ? 1 : 0),
      shadow: 1,
    });
    dot(board, cord, 3, [
      [19, 12],
      [20, 13],
      [20, 14],
      [21, 13],
      [21, 14],
    ]);
    dot(board, cord, 2, [
      [17, 12],
      [17, 13],
      [17, 14],
      [18, 14],
    ]);
    // What fell out shows the metal.
    for (const [x, y] of spills[lots.dealt('spill', spills.length)] ?? spills[0])
      flatCoin(board, metal, x, y, 5.2, 2.6, 1);
  },
};

export default pouch;
