import { blank, type Rgba } from '../../../pixels/rgba.ts';
import { crop, paste } from '../../../pixels/arrange.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import type { TileSet } from './tileset.ts';
import { blobOf, corner, side } from './masks.ts';
import { chance, noise } from './noise.ts';

/** Finds the tile of a name in a sheet: of one that moves the given step; nothing where it is transparent. */
function tilesOf({ picture, sprites }: BackendPicture, step: number): (name: string) => Rgba | null {
  return (name) => {
    const sprite = sprites.find((one) => one.name === name || one.name === `water/${name}/${step}`);
    return sprite === undefined ? null : crop(picture, sprite.rectangle);
  };
}

/** A map of random land, laid from the tiles of a sheet as a game would do it. `columns` and `rows` in tiles. */
export function mapOf(
  sheet: BackendPicture,
  set: TileSet,
  { columns, rows, seed, step = 0 }: { columns: number; rows: number; seed: number; step?: number },
): Rgba {
  const tile = tilesOf(sheet, step);
  const size = sheet.sprites[0]?.rectangle.w ?? 16;
  const map = blank(columns * size, rows * size);
  const isLand = (x: number, y: number): boolean =>
    noise(seed, x + 0.5, y + 0.3, 4, 48) +
      0.8 * noise(seed + 1, x + 0.4, y, 2, 48) +
      0.3 * (chance(seed + 3, x, y) - 0.5) >
    -0.1;
  const variant = (x: number, y: number): number => {
    const lot = chance(seed + 2, x, y);
    return lot < 0.7 ? Math.floor(lot * 4.3) : 3 + Math.floor((lot - 0.7) * 16.6);
  };
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const mask = maskAt(set, isLand, x, y);
      const whole = set === 'wang' ? 15 : 255;
      const name =
        set === 'full' || mask === whole
          ? `full/${variant(x, y)}`
          : mask === null || (set === 'wang' && mask === 0)
            ? `ground/full/${variant(x, y)}`
            : set === 'wang'
              ? `wang/${String(mask).padStart(2, '0')}`
              : `blob/${String(mask).padStart(3, '0')}`;
      const picture = tile(name);
      if (picture !== null) paste(map, { picture, x: x * size, y: y * size });
    }
  }
  return map;
}

/** The mask of a place; `null` where a blob set lays the ground. */
function maskAt(
  set: TileSet,
  isLand: (x: number, y: number) => boolean,
  x: number,
  y: number,
): number | null {
  const bit = (right: number, down: number, value: number): number =>
    isLand(x + right, y + down) ? value : 0;
  if (set === 'wang')
    return bit(1, 0, corner.ne) | bit(1, 1, corner.se) | bit(0, 1, corner.sw) | bit(0, 0, corner.nw);
  if (!isLand(x, y)) return null;
  return blobOf(
    bit(0, -1, side.n) |
      bit(1, -1, side.ne) |
      bit(1, 0, side.e) |
      bit(1, 1, side.se) |
      bit(0, 1, side.s) |
      bit(-1, 1, side.sw) |
      bit(-1, 0, side.w) |
      bit(-1, -1, side.nw),
  );
}
