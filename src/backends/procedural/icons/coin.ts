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

/** What is struck on a coin seen from the front, as pixels around its middle; the seed chooses. */
export function emblem(board: Board, metal: Ramp, cx: number, cy: number, lots: Lots): void {
  const forms: readonly ((a: number, b: number) => boolean)[] = [
    // A crown, a tree, a ring with a dot, a sword.
    (a, b) =>
      (b >= 1 && b <= 4 && Math.abs(a) <= 4) ||
      (b < 1 && b >= -4 + (Math.abs(a) % 4) * 1.2 && Math.abs(a) <= 4),
    (a, b) =>
      (Math.abs(a) < 1 && b <= 5 && b > -5) ||
      (b < 3 && b >= -5 && Math.abs(a) < (b + 6) * 0.62 && (b + 6) % 3 > 0),
    (a, b) => Math.abs(a * a + b * b - 16) < 9 || a * a + b * b < 2.4,
    (a, b) => (Math.abs(a) < 1 && b >= -6 && b <= 6) || (Math.abs(b - 2) < 1 && Math.abs(a) < 3.6),
  ];
  const form = forms[lots.dealt('emblem', forms.length)] ?? forms[0];
  const struck = (x: number, y: number): boolean => form?.(Math.floor(x - cx + 0.5), y - cy) === true;
  lay(board, { ramp: metal, inside: (x, y) => struck(x - 1, y - 1), tone: () => 1 });
  lay(board, { ramp: metal, inside: struck, tone: (x, y) => (across(x, y) < 6 ? 4 : 3) });
}
