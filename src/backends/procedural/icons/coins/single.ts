import { clear, dot, lay, type Board } from '../board.ts';
import { emblem, type Coins } from '../coin.ts';
import { across, line } from '../forms.ts';
import type { Lots } from '../../draw-lots.ts';
import type { Ramp } from '../../ramps/ramp.ts';

const out = (x: number, y: number): number => {
  const [a, b] = [x + 0.5 - 16, y + 0.5 - 16];
  return Math.sqrt(a * a + b * b);
};

/** One coin from the front: its rim smooth, beaded, clipped by a thief, or scratched, as the seed has it. */
const single: Coins = {
  paint(board, metal, lots) {
    const rim = lots.dealt('rim', 4);
    lay(board, {
      ramp: metal,
      inside: (x, y) => out(x, y) < 12.4,
      tone: (x, y) => {
        const s = across(x, y);
        const r = out(x, y);
        if (r > 10.4) return s < -9 ? 4 : s < 4 ? 3 : s < 12 ? 2 : 1;
        if (r > 9.2) return s < -6 ? 1 : s < 6 ? 2 : 3;
        return s < 8 ? 3 : 2.4;
      },
    });
    if (rim === 1) bead(board, metal);
    if (rim === 2) clip(board, metal, lots.below('clipped', 2) === 0 ? 1 : -1);
    emblem(board, metal, lots);
    if (rim === 3) scratch(board, metal, lots);
  },
};

/** Notches of shade around the rim: a milled edge. */
function bead(board: Board, metal: Ramp): void {
  for (const [a, b] of beads) {
    for (const [x, y] of [
      [a, b],
      [-b, a],
      [-a, -b],
      [b, -a],
    ] as const) {
      const [px, py] = [Math.floor(15.5 + x + 0.5), Math.floor(15.5 + y + 0.5)];
      const shade = across(px, py) < 4 ? 1 : 0;
      dot(board, metal, shade, [
        [px, py],
        [
          px + (Math.abs(x) > Math.abs(y) ? (x > 0 ? 1 : -1) : 0),
          py + (Math.abs(x) > Math.abs(y) ? 0 : y > 0 ? 1 : -1),
        ],
      ]);
    }
  }
}

/** Places on a quarter of the rim. */
const beads = [
  [10.5, 0.5],
  [9.9, 4.1],
  [8, 7],
  [4.1, 9.9],
] as const;

/** A slice cut from one side: the fresh edge is bright. */
function clip(board: Board, metal: Ramp, side: 1 | -1): void {
  const depth = (x: number, y: number): number => (x + 0.5 - 16) * side * 0.8 + (y + 0.5 - 16) * 0.6;
  clear(board, (x, y) => depth(x, y) > 9.4);
  lay(board, {
    ramp: metal,
    inside: (x, y) => depth(x, y) > 7.8 && depth(x, y) <= 9.4 && out(x, y) < 12.4,
    tone: () => (side === 1 ? 1 : 2),
  });
}

/** Two long scratches across the face. */
function scratch(board: Board, metal: Ramp, lots: Lots): void {
  const turn = lots.below('scratch', 2) === 0;
  for (const [x0, y0, x1, y1] of turn
    ? ([
        [8, 20, 13, 25],
        [20, 8, 24, 12],
      ] as const)
    : ([
        [8, 13, 12, 8],
        [19, 25, 25, 19],
      ] as const)) {
    const cut = line(x0, y0, x1, y1);
    dot(board, metal, 1, cut);
    dot(
      board,
      metal,
      4,
      cut.map(([x, y]) => [x + 1, y] as const),
    );
  }
}

export default single;
