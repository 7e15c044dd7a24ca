import type { Lots } from '../draw-lots.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { lay, type Board } from './board.ts';
import { across } from './forms.ts';

/** What coins are struck from; the first is drawn when nothing is said. */
export const coinMetals = ['gold', 'silver', 'copper'] as const;

/** One amount of coins: the default export of a file in `icons/coins/`, named as the lever names it. */
export interface Coins {
  readonly paint: (board: Board, metal: Ramp, lots: Lots) => void;
}

/** A coin lying flat and seen a little from above: 2 px thick, `rx` and `ry` half its size in px. */
export function flatCoin(
  board: Board,
  metal: Ramp,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  thick = 2,
): void {
  const isIn = (x: number, y: number, dy: number): boolean => {
    const [a, b] = [(x + 0.5 - cx) / rx, (y + 0.5 - cy - dy) / ry];
    return a * a + b * b < 1;
  };
  lay(board, {
    ramp: metal,
    inside: (x, y) => {
      for (let dy = 0; dy <= thick; dy += 1) if (isIn(x, y, dy)) return true;
      return false;
    },
    tone: (x) => (x < cx - rx * 0.5 ? 2 : x < cx + rx * 0.2 ? 1.6 : 1),
    shadow: 9,
  });
  lay(board, {
    ramp: metal,
    inside: (x, y) => isIn(x, y, 0),
    tone: (x, y) => {
      const [a, b] = [(x + 0.5 - cx) / (rx - 1.6), (y + 0.5 - cy) / (ry - 1.1)];
      // A raised rim, bright toward the light, around a face one step darker.
      if (a * a + b * b >= 1) return a + b < 0.2 ? 4 : 3;
      return a + b * 0.6 < -0.2 ? 2.6 : 3;
    },
  });
}

/** What is struck on coins: a crown, a fir, a sun, a sword, a hammer. */
const emblems = [
  [
    '.....#.....',
    '##...#...##',
    '##..###..##',
    '##.#####.##',
    '###########',
    '###########',
    '###########',
    '...........',
    '###########',
    '###########',
  ],
  [
    '.....#.....',
    '....###....',
    '...#####...',
    '..#######..',
    '....###....',
    '..#######..',
    '.#########.',
    '###########',
    '....###....',
    '....###....',
    '....###....',
  ],
  [
    '....##....',
    '.#..##..#.',
    '..#....#..',
    '....##....',
    '##.####.##',
    '##.####.##',
    '....##....',
    '..#....#..',
    '.#..##..#.',
    '....##....',
  ],
  [
    '....##....',
    '....##....',
    '....##....',
    '....##....',
    '....##....',
    '....##....',
    '.########.',
    '.########.',
    '....##....',
    '....##....',
    '...####...',
  ],
  [
    '..#######..',
    '.#########.',
    '.#########.',
    '..#######..',
    '....###....',
    '....###....',
    '....###....',
    '....###....',
    '...#####...',
  ],
] as const;

/** Strikes one of the emblems into the middle of a coin seen from the front; the seed chooses. */
export function emblem(board: Board, metal: Ramp, lots: Lots): void {
  const rows: readonly string[] = emblems[lots.dealt('emblem', emblems.length)] ?? emblems[0];
  const left = 16 - Math.floor(((rows[0] ?? '').length + 1) / 2);
  const top = 16 - Math.floor((rows.length + 1) / 2);
  const struck = (x: number, y: number): boolean => rows[y - top]?.[x - left] === '#';
  lay(board, { ramp: metal, inside: (x, y) => struck(x - 1, y - 1), tone: () => 1 });
  lay(board, { ramp: metal, inside: struck, tone: (x, y) => (across(x, y) < 8 ? 4 : 3.6) });
}
