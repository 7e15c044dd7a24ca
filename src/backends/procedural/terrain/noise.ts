/**
 * A whole number, 0 .. 2^32-1, of a salt and two whole numbers. Three rounds of shift and multiply with the constants of
 * MurmurHash3 and xxHash; one more than `fmix32`, since coordinates differ in their lowest bits alone.
 */
function hash(salt: number, x: number, y: number): number {
  let w = Math.imul(salt, 0x9e3779b1) ^ Math.imul(x, 0x85ebca6b) ^ Math.imul(y, 0xc2b2ae35);
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b);
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35);
  w = Math.imul(w ^ (w >>> 16), 0x27d4eb2f);
  return (w ^ (w >>> 15)) >>> 0;
}

/** The same as a fraction, 0 .. 1, 1 left out. */
export const chance = (salt: number, x: number, y: number): number => hash(salt, x, y) / 4_294_967_296;

/** `value` brought into 0 .. size-1 by whole sizes: a coordinate on the torus. */
export const wrapped = (value: number, size: number): number => ((value % size) + size) % size;

/**
 * Smooth noise, -1 .. 1, that repeats after `size` px in both directions: lattice values, blended by a quintic.
 * `cell` is the size of its features in px and divides `size`.
 */
export function noise(salt: number, x: number, y: number, cell: number, size: number): number {
  const cells = size / cell;
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  const u = eased(x / cell - column);
  const v = eased(y / cell - row);
  const at = (right: number, down: number): number =>
    chance(salt, wrapped(column + right, cells), wrapped(row + down, cells)) * 2 - 1;
  const top = at(0, 0) + (at(1, 0) - at(0, 0)) * u;
  const bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * u;
  return top + (bottom - top) * v;
}

const eased = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);

/** Whole numbers thrown one after the other from a salt. */
export interface Dice {
  /** 0 .. count-1. */
  below(count: number): number;
  of<T>(list: readonly [T, ...T[]]): T;
}

/** Dice of a salt: thrown in the same order they fall alike. */
export function dice(salt: number): Dice {
  let thrown = 0;
  const below = (count: number): number => {
    thrown += 1;
    return Math.floor(chance(salt, thrown, 77) * count);
  };
  return { below, of: (list) => list[below(list.length)] ?? list[0] };
}

/** Noise of a whole tile, row by row, made once for each name and cell. */
export function noiseGrids(salt: number, size: number): (name: number, cell: number) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (name, cell) => {
    const key = `${name} ${cell}`;
    let grid = known.get(key);
    if (grid === undefined) {
      grid = new Float64Array(size * size);
      for (let i = 0; i < grid.length; i += 1)
        grid[i] = noise(salt + name, i % size, Math.floor(i / size), cell, size);
      known.set(key, grid);
    }
    return grid;
  };
}
