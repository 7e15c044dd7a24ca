import { chance, wrapped } from './noise.ts';

/** Stones that fill a tile and go on around its edges. */
export interface Cobbles {
  /** Number of the stone at a pixel. */
  readonly stone: (x: number, y: number) => number;
  /** Px to the joint with the next stone, roughly. */
  readonly joint: (x: number, y: number) => number;
  /** Whether a stone lies so far inside that no other tile shows it. */
  readonly isInner: (stone: number) => boolean;
}

/** Px along the edges in which a stone is the same in all variants. */
const rim = 2;

/**
 * Cells of `across` x `across` points on a loose grid, every other row moved, in a metric between square and round
 * (Worley 1996). The whole is then turned around the torus to where the edges of the tile meet the fewest joints.
 */
export function cobblesOf(salt: number, size: number, across: number): Cobbles {
  const cell = size / across;
  const stones = new Uint8Array(size * size);
  const joints = new Float64Array(size * size);
  const points = Array.from({ length: (across + 2) * (across + 2) }, (_, i) => {
    const column = (i % (across + 2)) - 1;
    const row = Math.floor(i / (across + 2)) - 1;
    const stone = wrapped(row, across) * across + wrapped(column, across);
    const moved = wrapped(row, across) % 2 === 0 ? 0.28 : 0.58;
    return {
      stone,
      x: (column + moved + 0.44 * chance(salt, stone, 1)) * cell,
      y: (row + 0.3 + 0.4 * chance(salt, stone, 2)) * cell,
    };
  });
  for (let i = 0; i < stones.length; i += 1) {
    let best = 999;
    let second = 999;
    for (const { stone, x, y } of points) {
      const dx = Math.abs((i % size) + 0.5 - x);
      const dy = Math.abs(Math.floor(i / size) + 0.5 - y);
      const far = Math.max(dx, dy) * 0.6 + Math.sqrt(dx * dx + dy * dy) * 0.4;
      if (far < best) {
        second = best;
        best = far;
        stones[i] = stone;
      } else if (far < second) second = far;
    }
    joints[i] = second - best;
  }
  const right = calmest(size, (line, i) => stones[i * size + line] as number);
  const down = calmest(size, (line, i) => stones[line * size + i] as number);
  const at = (x: number, y: number): number => wrapped(y + down, size) * size + wrapped(x + right, size);
  const shared = new Set<number>();
  for (let line = -rim; line < rim; line += 1)
    for (let i = 0; i < size; i += 1)
      shared.add(stones[at(line, i)] as number).add(stones[at(i, line)] as number);
  return {
    stone: (x, y) => stones[at(x, y)] as number,
    joint: (x, y) => joints[at(x, y)] as number,
    isInner: (stone) => !shared.has(stone),
  };
}

/** The line between which and the one before, with one more on each side, the fewest stones change. */
function calmest(size: number, stone: (line: number, i: number) => number): number {
  let best = 0;
  let fewest = Infinity;
  for (let line = 0; line < size; line += 1) {
    let changes = 0;
    for (let i = 0; i < size; i += 1)
      for (let near = -1; near <= 1; near += 1)
        if (stone(wrapped(line + near, size), i) !== stone(wrapped(line + near - 1, size), i)) changes += 1;
    if (changes < fewest) [best, fewest] = [line, changes];
  }
  return best;
}
