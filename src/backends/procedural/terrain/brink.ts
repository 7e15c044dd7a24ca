import type { Biome, Code, Fringe, TileSize } from './biome.ts';
import type { Coverage } from './coverage.ts';
import { dice, noise, wrapped } from './noise.ts';
import { withoutStrays } from './strays.ts';

/** Added to codes of the lower terrain, so that both fit in one picture. */
export const lowerCodes = 64;
/** Nothing: the ground shows through. */
export const hole = -1;

/** A tile in which two terrains meet, while its border is drawn. Coordinates reach beyond it by `reach` px. */
export interface Brink {
  readonly size: TileSize;
  /** 1 for tiles of 16 px, 2 for 32. */
  readonly scale: number;
  readonly frame: number;
  readonly reach: number;
  /** Whether the upper terrain is there, or what hangs from it. */
  readonly isUpper: (x: number, y: number) => boolean;
  /** Px to the nearest pixel of the other terrain: above 0 in the upper one, below 0 in the lower one. */
  readonly depth: (x: number, y: number) => number;
  readonly get: (x: number, y: number) => Code;
  /** Sets a code of the terrain whose hook is called. */
  readonly set: (x: number, y: number, code: Code) => void;
  /** Smooth noise, -1 .. 1, the same in every tile. */
  readonly noise: (name: number, x: number, y: number, cell: number) => number;
  readonly each: (visit: (x: number, y: number) => void) => void;
}

export interface BrinkWish {
  readonly size: TileSize;
  readonly salt: number;
  readonly frame: number;
  /** Above 0 where the upper terrain is. */
  readonly coverage: Coverage;
  readonly upper: Biome;
  readonly lower: Biome | null;
  readonly upperCodes: Int16Array;
  readonly lowerCodes: Int16Array | null;
  readonly meant: (code: Code) => boolean;
}

/** The codes of the tile, row by row. */
export function joined(wish: BrinkWish): Int16Array {
  const { size, salt, upper, lower, coverage } = wish;
  const scale = size / 16;
  const reach = 6 * scale;
  const span = size + 2 * reach;
  const at = (x: number, y: number): number => (y + reach) * span + x + reach;
  const codes = new Int16Array(span * span);
  /** 0 lower, 1 upper, 2 its fringe. */
  const parts = new Uint8Array(span * span);
  const { rough, bend, lit, shade, lip, fringe, shadow } = upper.edge;

  const each = (visit: (x: number, y: number) => void): void => {
    for (let y = 1 - reach; y < size + reach - 1; y += 1)
      for (let x = 1 - reach; x < size + reach - 1; x += 1) visit(x, y);
  };
  // The border stays so far from the edges of a blob tile that fringe and shadow end inside.
  const wanderAt = (x: number, y: number): number => {
    const wide = noise(salt + 11, x, y, bend * scale, size);
    const fine = noise(salt + 12, x, y, (bend * scale) / 2, size);
    return Math.max(-1.8, Math.min(1.5, (wide + 0.4 * fine) * rough)) * scale;
  };
  for (let y = -reach; y < size + reach; y += 1) {
    for (let x = -reach; x < size + reach; x += 1) {
      const wander = rough === 0 ? 0 : wanderAt(x, y);
      const isCovered = coverage(x, y) + wander > 0;
      const tile = wrapped(y, size) * size + wrapped(x, size);
      parts[at(x, y)] = isCovered ? 1 : 0;
      codes[at(x, y)] = isCovered
        ? (wish.upperCodes[tile] as number)
        : wish.lowerCodes === null
          ? hole
          : (wish.lowerCodes[tile] as number) + lowerCodes;
    }
  }
  const part = (x: number, y: number): number => parts[at(x, y)] as number;
  const isUpper = (x: number, y: number): boolean => part(x, y) !== 0;
  const put = (x: number, y: number, code: Code): void => {
    codes[at(x, y)] = code;
  };

  const lengths = fringeOf(fringe, size, salt + 23);
  each((x, y) => {
    if (part(x, y) !== 1 || part(x, y + 1) !== 0) return;
    const length = lengths[wrapped(x, size)] as number;
    for (let k = 1; k <= length && y + k < size + reach && part(x, y + k) === 0; k += 1) {
      parts[at(x, y + k)] = 2;
      const last = fringe.steps.length - 1;
      const step = last - Math.floor(((length - k) * fringe.steps.length) / length);
      put(x, y + k, fringe.steps[Math.max(0, step)] as number);
    }
  });
  each((x, y) => {
    if (part(x, y) !== 1) return;
    if (part(x, y + 1) !== 1) {
      if (lip !== null) put(x, y, lip);
    } else if (!isUpper(x + 1, y)) {
      if (shade !== null) put(x, y, shade);
    } else if (!isUpper(x, y - 1) || !isUpper(x - 1, y)) {
      if (lit !== null) put(x, y, lit);
    }
  });
  if (lower !== null && shadow > 0) {
    each((x, y) => {
      if (isUpper(x, y)) return;
      for (let k = 1; k <= shadow * scale; k += 1) {
        if (!isUpper(x, y - k) && !isUpper(x - k, y - k) && (k > shadow || !isUpper(x - k, y))) continue;
        const code = codes[at(x, y)] as number;
        if (code % 8 > 0) put(x, y, code - 1);
        return;
      }
    });
  }

  const depths = depthsOf(parts, span);
  const brinkFor = (offset: number): Brink => ({
    size,
    scale,
    frame: wish.frame,
    reach,
    isUpper,
    depth: (x, y) => depths[at(x, y)] as number,
    get: (x, y) => codes[at(x, y)] as number,
    set: (x, y, code) => put(x, y, code + offset),
    noise: (name, x, y, cell) => noise(salt + name, x, y, cell, size),
    each,
  });
  upper.rim?.(brinkFor(0), lower);
  lower?.shore?.(brinkFor(lowerCodes), upper);

  const clean = withoutStrays(codes, span, wish.meant);
  const tile = new Int16Array(size * size);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) tile[y * size + x] = clean[at(x, y)] as number;
  return tile;
}

/** Px that hang down in each column; the last column fits the first. */
function fringeOf({ shape, least, most }: Fringe, size: TileSize, salt: number): Uint8Array {
  const lengths = new Uint8Array(size);
  if (shape === 'none') return lengths;
  const scale = size / 16;
  const low = least * scale;
  const high = most * scale;
  const { below } = dice(salt);
  for (let x = 0; x < size;) {
    const width =
      shape === 'blades'
        ? 2 + below(1 + scale)
        : shape === 'chips'
          ? 3 * scale + below(4 * scale)
          : 4 * scale;
    const tall = low + below(high - low + 1);
    for (let i = 0; i < width && x < size; i += 1, x += 1) {
      const fromEnd = Math.min(i, width - 1 - i);
      if (shape === 'blades') lengths[x] = Math.max(low, tall - (width - 1 - i) * scale);
      else if (shape === 'scallops') lengths[x] = fromEnd === 0 ? Math.max(low, high - 1) : high;
      else lengths[x] = i === 0 && tall < high ? low : high;
    }
  }
  return lengths;
}

/** Chamfer distances to the other terrain in both directions, at most 99. */
function depthsOf(parts: Uint8Array, span: number): Float32Array {
  const depths = new Float32Array(span * span);
  for (const isUpper of [true, false]) {
    const far = new Float32Array(span * span).fill(99);
    for (let i = 0; i < far.length; i += 1) if ((parts[i] !== 0) !== isUpper) far[i] = 0;
    const near = (i: number, j: number, cost: number): void => {
      if (j >= 0 && j < far.length) far[i] = Math.min(far[i] as number, (far[j] as number) + cost);
    };
    for (let i = 0; i < far.length; i += 1) {
      near(i, i - 1, 1);
      near(i, i - span, 1);
      near(i, i - span - 1, 1.4);
      near(i, i - span + 1, 1.4);
    }
    for (let i = far.length - 1; i >= 0; i -= 1) {
      near(i, i + 1, 1);
      near(i, i + span, 1);
      near(i, i + span + 1, 1.4);
      near(i, i + span - 1, 1.4);
    }
    for (let i = 0; i < far.length; i += 1)
      if ((parts[i] !== 0) === isUpper) depths[i] = isUpper ? (far[i] as number) : -(far[i] as number);
  }
  return depths;
}
