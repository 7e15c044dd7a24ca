import type { Ramp } from '../ramps/ramp.ts';

/** Side of an icon, px. */
export const iconSize = 32;

/** Something said of each pixel by its whole coordinates, 0 .. 31 from the top left. */
export type Each<T> = (x: number, y: number) => T;

/** What is painted so far: a material and a step of its ramp for each pixel. */
export interface Board {
  readonly ramps: (Ramp | null)[];
  readonly steps: Uint8Array;
  /** Pixels that are meant: 1 may hang on the rest by a corner, 2 may also stand alone in its colour. Very few. */
  readonly kept: Uint8Array;
}

/** One piece of material, laid over what is there. */
export interface Piece {
  readonly ramp: Ramp;
  readonly inside: Each<boolean>;
  /** Step of the ramp, 0 .. 4; fractions are rounded. */
  readonly tone: Each<number>;
  /** Steps by which what lies under its rim is darkened; 9 makes a full contour. */
  readonly shadow?: number;
}

/** 32 x 32 px on which nothing is painted. */
export const emptyBoard = (): Board => ({
  ramps: Array.from({ length: iconSize * iconSize }, () => null),
  steps: new Uint8Array(iconSize * iconSize),
  kept: new Uint8Array(iconSize * iconSize),
});

const sides = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
] as const;

/** Lays a piece; what lay there and borders on it falls into its shadow. */
export function lay(board: Board, { ramp, inside, tone, shadow = 0 }: Piece): void {
  const covered = new Uint8Array(iconSize * iconSize);
  eachPixel((x, y, i) => {
    if (!inside(x, y)) return;
    covered[i] = 1;
    board.ramps[i] = ramp;
    board.steps[i] = Math.max(0, Math.min(4, Math.floor(tone(x, y) + 0.5)));
    board.kept[i] = 0;
  });
  if (shadow === 0) return;
  eachPixel((x, y, i) => {
    if (covered[i] === 1 || board.ramps[i] === null) return;
    const isUnder = sides.some(([dx, dy]) => covered[at(x + dx, y + dy)] === 1);
    if (isUnder) board.steps[i] = Math.max(0, (board.steps[i] as number) - shadow);
  });
}

/** Paints single pixels. With `kept` they stay as the board says, where others would be tidied away. */
export function dot(
  board: Board,
  ramp: Ramp,
  step: 0 | 1 | 2 | 3 | 4,
  pixels: readonly (readonly [number, number])[],
  kept: 0 | 1 | 2 = 0,
): void {
  for (const [x, y] of pixels) {
    const i = at(x, y);
    if (i < 0) continue;
    board.ramps[i] = ramp;
    board.steps[i] = step;
    board.kept[i] = kept;
  }
}

/** Takes pixels away again: nicks, gaps. */
export function clear(board: Board, inside: Each<boolean>): void {
  eachPixel((x, y, i) => {
    if (inside(x, y)) board.ramps[i] = null;
  });
}

/** Makes what is painted lighter or darker by whole steps. */
export function tint(board: Board, by: number, inside: Each<boolean>): void {
  eachPixel((x, y, i) => {
    if (board.ramps[i] === null || !inside(x, y)) return;
    board.steps[i] = Math.max(0, Math.min(4, (board.steps[i] as number) + by));
  });
}

/** Visits every pixel, row by row, with its index. */
export function eachPixel(visit: (x: number, y: number, i: number) => void): void {
  for (let i = 0; i < iconSize * iconSize; i += 1) visit(i % iconSize, Math.floor(i / iconSize), i);
}

/** Index of a pixel; -1 outside. */
export const at = (x: number, y: number): number =>
  x < 0 || y < 0 || x >= iconSize || y >= iconSize ? -1 : y * iconSize + x;
