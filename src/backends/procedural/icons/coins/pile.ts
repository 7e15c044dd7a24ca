import type { Ramp } from '../../ramps/ramp.ts';
import { lay, type Board } from '../board.ts';
import { flatCoin, type Coins } from '../coin.ts';

/** Coins of a heap from the back to the front: column, row and whether it stands on edge, px. */
type Heap = readonly (readonly [x: number, y: number, isStanding?: boolean])[];

const heaps: readonly [Heap, ...Heap[]] = [
  [
    [16, 12],
    [10, 16.5],
    [21.5, 16],
    [7.6, 23.5],
    [16, 19],
    [24.4, 23],
    [11, 25],
    [20, 25.6],
  ],
  [
    [12.5, 12.5],
    [9, 17],
    [19.5, 16],
    [24, 21, true],
    [13.5, 20],
    [7.6, 23.6],
    [16.5, 25.4],
  ],
  [
    [19, 12.5],
    [13, 15.5],
    [22.6, 17.5],
    [8, 20.5, true],
    [17.6, 20.6],
    [24.4, 24.4],
    [15.4, 25.2],
  ],
  [
    [16, 10.5, true],
    [10.4, 18],
    [21, 17.6],
    [7.6, 23],
    [16, 20.6],
    [24.4, 23.6],
    [12, 25.6],
  ],
  [
    [15, 14],
    [22.6, 16.6],
    [9, 18.6],
    [18.6, 20],
    [7.6, 24.2],
    [24.4, 22.6],
    [14.6, 22.8, true],
  ],
];

/** A heap of coins that slid over each other, some on edge; the seed throws them. */
const pile: Coins = {
  paint(board, metal, lots) {
    const heap = heaps[lots.dealt('heap', heaps.length)] ?? heaps[0];
    // One more lies where the seed has it.
    const more = [
      [16, 8],
      [25, 25],
      [6.8, 25.2],
      [18.5, 14],
    ][lots.dealt('more', 4)] ?? [16, 8];
    const fallen: Heap = [...heap, [more[0] ?? 16, more[1] ?? 8]];
    for (const [x, y, isStanding] of [...fallen].sort((one, other) => one[1] - other[1])) {
      if (isStanding === true) standing(board, metal, x, y);
      else flatCoin(board, metal, Math.max(7.6, Math.min(24.4, x)), Math.min(24.2, y), 5.6, 3.2, 2);
    }
  },
};

/** A coin on edge that shows its face. */
function standing(board: Board, metal: Ramp, cx: number, cy: number): void {
  const out = (x: number, y: number, reach: number): number => {
    const [a, b] = [(x + 0.5 - cx) / (4.6 - reach), (y + 0.5 - cy) / (5.2 - reach)];
    return a * a + b * b;
  };
  lay(board, {
    ramp: metal,
    inside: (x, y) => out(x, y, 0) < 1,
    tone: (x, y) => {
      if (out(x, y, 1.4) >= 1) return x + y < cx + cy - 2 ? 4 : 2;
      return x + y < cx + cy - 1 ? 2 : 3;
    },
    shadow: 9,
  });
}

export default pile;
