import type { Fringe } from './biome.ts';
import type { TileSize } from './codes.ts';
import { dice } from './noise.ts';

/** Px that hang down in each column of a tile; the last column fits the first. */
export function fringeOf({ shape, least, most }: Fringe, size: TileSize, salt: number): Uint8Array {
  const lengths = new Uint8Array(size);
  if (shape === 'none') return lengths;
  const scale = size / 16;
  const low = least * scale;
  const high = most * scale;
  const { below } = dice(salt);
  for (let x = 0; x < size;) {
    const width = widths[shape](scale, below);
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

/** Px from one point, bow or chip to the next. */
const widths = {
  blades: (scale: number, below: (count: number) => number) => 2 + below(1 + scale),
  scallops: (scale: number) => 4 * scale,
  chips: (scale: number, below: (count: number) => number) => 3 * scale + below(4 * scale),
} as const;
