import type { Ramp } from '../ramps/ramp.ts';
import { clear, lay, type Board, type Each } from './board.ts';

/**
 * Takes a bite out of what is painted: three arcs of teeth around a place, with the inside showing along them.
 * Sizes in px.
 */
export function bite(board: Board, flesh: Ramp, cx: number, cy: number, radius: number): void {
  const depth: Each<number> = (x, y) => {
    let most = -Infinity;
    for (const [dx, dy] of teeth) {
      const a = x + 0.5 - cx - dx * radius;
      const b = y + 0.5 - cy - dy * radius;
      most = Math.max(most, radius * 0.75 - Math.sqrt(a * a + b * b));
    }
    return most;
  };
  const painted = board.ramps.map((ramp) => ramp !== null);
  lay(board, {
    ramp: flesh,
    inside: (x, y) => painted[y * 32 + x] === true && depth(x, y) > -2.4 && depth(x, y) <= 0,
    tone: (x, y) => (depth(x, y) > -1.2 ? 3 : 4),
    shadow: 1,
  });
  clear(board, (x, y) => depth(x, y) > 0);
}

const teeth = [
  [0, 0],
  [-0.55, 0.55],
  [0.4, -0.6],
] as const;
