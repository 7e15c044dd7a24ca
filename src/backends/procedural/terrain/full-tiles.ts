import type { Ramp } from '../ramps/ramp.ts';
import type { Biome } from './biome.ts';
import { paintFullTile } from './full-tile.ts';
import type { Code, TileSize } from './codes.ts';
import { seamRatio } from './seams.ts';
import { withoutStrays } from './strays.ts';

/** Codes of the full tile of a variant in a frame. */
export type FullTiles = (variant: number, frame: number) => Int16Array;

/** Variants of the full tile of each terrain. The first two are plain. */
export const variants = 8;

/**
 * The full tiles of a biome in some of its ramps, each drawn once. No two variants are alike. Now and then more lies
 * across the edges than a plain variant or a quiet frame shows inside, and a grid would show: then all is thrown again.
 */
export function fullTilesOf(biome: Biome, ramps: readonly Ramp[], size: TileSize, salt: number): FullTiles {
  let tiles = thrown(biome, size, salt);
  for (let again = 1; again < 20 && !isSeamless(tiles, biome, ramps, size); again += 1)
    tiles = thrown(biome, size, salt + again * 1_299_709);
  return tiles;
}

function isSeamless(tiles: FullTiles, biome: Biome, ramps: readonly Ramp[], size: TileSize): boolean {
  for (let variant = 0; variant < variants; variant += 1)
    for (let frame = 0; frame < biome.frames; frame += 1)
      if (seamRatio(tiles(variant, frame), ramps, size) > 1.4) return false;
  return true;
}

function thrown(biome: Biome, size: TileSize, salt: number): FullTiles {
  const known = new Map<number, Int16Array>();
  const throws = new Map<number, number>();
  const isMeant = meantIn(biome);
  const draw = (variant: number, frame: number, again: number): Int16Array =>
    withoutStrays(paintFullTile({ size, salt, variant, frame, again }, biome.paint), size, isMeant);
  /** The first frame. Small tiles with few details fall alike now and then: the later one is thrown again. */
  const first = (variant: number): Int16Array => {
    const others = Array.from({ length: variant }, (_, other) => tile(other, 0).join());
    let again = 0;
    let codes = draw(variant, 0, again);
    while (again < 20 && others.includes(codes.join())) {
      again += 1;
      codes = draw(variant, 0, again);
    }
    throws.set(variant, again);
    return codes;
  };
  const tile: FullTiles = (variant, frame) => {
    const step = biome.frames === 1 ? 0 : frame;
    const key = variant * 4 + step;
    let codes = known.get(key);
    if (codes === undefined) {
      if (step > 0) tile(variant, 0);
      codes = step === 0 ? first(variant) : draw(variant, step, throws.get(variant) ?? 0);
      known.set(key, codes);
    }
    return codes;
  };
  return tile;
}

/** Whether a biome means single pixels of a code. */
export const meantIn =
  ({ glints }: Biome) =>
  (code: Code): boolean =>
    glints?.includes(code) ?? false;
