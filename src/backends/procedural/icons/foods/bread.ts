import { foods } from '../../ramps/icons.ts';
import { clear, lay, type Each } from '../board.ts';
import type { Food } from '../food.ts';
import { across, along, dome, joined, lit, rod, within, type Swell } from '../forms.ts';

/** Shapes that bakers give a loaf: stout, slim, tapered, round. */
const loaves: readonly [Swell, ...Swell[]] = [
  joined(rod(10.6, 21.4, 21.4, 10.6, 7.6), rod(10, 22, 14, 18, 7.2)),
  rod(7.6, 24.4, 24.4, 7.6, 5),
  joined(rod(16, 16, 25.4, 6.6, 7.4, 2.8), rod(16, 16, 6.6, 25.4, 7.4, 2.8)),
  dome(16, 17, 12.4, 11, 9),
];

/** Cuts in the crust, each a place along the loaf, one across it, and how it runs: slanting, along or across. */
const cuts: readonly (readonly (readonly [t: number, s: number, way: 'slant' | 'along' | 'across'])[])[] = [
  [
    [21, 0, 'slant'],
    [31, 0, 'slant'],
    [41, 0, 'slant'],
  ],
  [
    [19.6, 0, 'slant'],
    [27, 0, 'slant'],
    [34.6, 0, 'slant'],
    [42, 0, 'slant'],
  ],
  [[31, 0, 'along']],
  [
    [31, 0, 'along'],
    [31, 0, 'across'],
  ],
  [
    [24, 0, 'across'],
    [38, 0, 'across'],
  ],
];

/** A loaf on the diagonal, its crust cut before baking. Bitten, its upper end is torn off. */
const bread: Food = {
  paint(board, lots, isBitten) {
    const loaf = loaves[lots.dealt('loaf', loaves.length)] ?? loaves[0];
    const shift = lots.below('flour', 5);
    const flour: Each<number> = (x, y) => ((x * 2 + y * 3 + shift) % 11 < 2 ? 0.16 : 0);
    lay(board, { ramp: foods.crust, inside: within(loaf), tone: lit(loaf, 0.95, flour) });
    const deep: Each<boolean> = (x, y) => loaf(x + 0.5, y + 0.5) > 3.4;
    for (const [t, s, way] of cuts[lots.dealt('cuts', cuts.length)] ?? []) {
      const off = (x: number, y: number): number => {
        const [a, b] = [along(x, y) - t, across(x, y) - s];
        return way === 'slant' ? a + b * 0.5 : way === 'along' ? b : a;
      };
      lay(board, {
        ramp: foods.crumb,
        inside: (x, y) =>
          deep(x, y) && Math.abs(off(x, y)) <= 1.6 && (way === 'slant' || Math.abs(along(x, y) - 31) < 19),
        tone: (x, y) => (across(x, y) < -1 ? 4 : across(x, y) < 3 ? 3 : 2) - (off(x, y) > 1 ? 1 : 0),
        shadow: 1,
      });
    }
    if (isBitten) tear(board, loaf);
  },
};

/** What is left when a piece was torn off: the crumb inside shows, its edge uneven. */
function tear(board: Parameters<Food['paint']>[0], loaf: Swell): void {
  const past: Each<number> = (x, y) => along(x, y) - 39 + ((across(x, y) + 40) % 5 < 2 ? 1 : 0);
  clear(board, (x, y) => past(x, y) > 3 - Math.abs(across(x, y)) * 0.16);
  lay(board, {
    ramp: foods.crumb,
    inside: (x, y) => {
      const bulge = 3 - Math.abs(across(x, y)) * 0.16;
      return past(x, y) <= bulge && past(x, y) > -bulge - 2 && loaf(x + 0.5, y + 0.5) > 2;
    },
    tone: (x, y) => ((x * 3 + y * 5) % 7 < 2 ? 2.6 : 4),
    shadow: 1,
  });
}

export default bread;
