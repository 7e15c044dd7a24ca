import { spriteNameFrom, type Sprite } from '../../../domain/candidate/sprite.ts';
import { blank, type Rgba } from '../../../pixels/rgba.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import { drawTiles } from './transition.ts';
import { fullTilesOf, meantIn, variants, type FullTiles } from './full-tiles.ts';
import { lowerCodes, type TileSize } from './codes.ts';
import { blobCoverage, insetsFor, wangCoverage, type Coverage } from './coverage.ts';
import { blobSheet, wangSheet } from './masks.ts';
import type { Land } from './land.ts';

/** Which tiles a sheet has, see `tileset`. */
export type TileSet = 'wang' | 'blob' | 'full';

/** A tile of a sheet: its name without step, its place in tiles, and whether it moves. */
interface Place {
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly isMoving: boolean;
  readonly codes: (frame: number) => Int16Array;
}

/**
 * A tileset as one sheet, the tiles close together:
 *
 * - `wang`: 8 x 4 tiles. Left the 16 Wang tiles, which fit each other as they lie; right eight full tiles of the first
 *   terrain in two rows, and below them eight of the second.
 * - `blob`: 12 x 6 tiles. Four rows of Godot's template, then a row of full tiles of each terrain.
 * - `full`: 4 x 2 tiles of the first terrain.
 *
 * Names say what a tile is: `wang/07` and `blob/255` with the mask of `masks.ts`, `full/2` and `ground/full/2` with the
 * variant, ground being the second terrain. Tiles that move have four steps, `water/wang/07/0` to `/3` of the animation
 * `water/wang/07`; each step is a sheet of its own below the one before.
 */
export function tileset(land: Land, set: TileSet, size: TileSize): BackendPicture {
  const places = placesOf(land, set, size);
  const columns = Math.max(...places.map(({ column }) => column)) + 1;
  const rows = Math.max(...places.map(({ row }) => row)) + 1;
  const isMoving = places.some((place) => place.isMoving);
  const picture = blank(columns * size, rows * size * (isMoving ? 4 : 1));
  const colours = coloursOf(land);
  const sprites: Sprite[] = [];
  for (const place of places) {
    for (let step = 0; step < (place.isMoving ? 4 : 1); step += 1) {
      const at = { x: place.column * size, y: (step * rows + place.row) * size };
      paint(picture, place.codes(step), colours, size, at);
      const name = place.isMoving ? `water/${place.name}` : place.name;
      sprites.push({
        name: spriteNameFrom(place.isMoving ? `${name}/${step}` : name),
        rectangle: { ...at, w: size, h: size },
        direction: null,
        animation: place.isMoving ? spriteNameFrom(name) : null,
        step: place.isMoving ? step : null,
        duration_ms: place.isMoving ? (land.first.frameMs ?? land.second?.frameMs ?? 180) : null,
        anchors: {},
      });
    }
  }
  // A tile that shows nothing, such as the empty one of a set over a transparent ground, is no sprite.
  return { picture, sprites: sprites.filter(({ rectangle }) => isVisible(picture, rectangle)), raw: null };
}

function placesOf(land: Land, set: TileSet, size: TileSize): Place[] {
  const { first, firstRamps, second, secondRamps, salt } = land;
  const places: Place[] = [];
  const firstTiles = fullTilesOf(first, firstRamps, size, salt);
  const secondTiles =
    second === null || set === 'full' ? null : fullTilesOf(second, secondRamps, size, salt + 500_009);
  const fulls = (tiles: FullTiles | null, columns: number, column: number, row: number): void => {
    for (let variant = 0; tiles !== null && variant < variants; variant += 1) {
      places.push({
        name: `${tiles === secondTiles ? 'ground/' : ''}full/${variant}`,
        column: column + (variant % columns),
        row: row + Math.floor(variant / columns),
        isMoving: (tiles === secondTiles ? second : first)?.frames === 4,
        codes: (frame) =>
          tiles === secondTiles
            ? tiles(variant, frame).map((code) => code + lowerCodes)
            : tiles(variant, frame),
      });
    }
  };
  // Where the second terrain is the higher one, it has the edge, and the mask says where it is not.
  const isTurned = second !== null && second.height > first.height;
  const upper = isTurned ? second : first;
  const lower = isTurned ? first : second;
  const upperTiles = isTurned && secondTiles !== null ? secondTiles : firstTiles;
  const lowerTiles = isTurned ? firstTiles : secondTiles;
  const isMeantAbove = meantIn(upper);
  const isMeantBelow = lower === null ? () => false : meantIn(lower);
  // Borders lie on the plain variant: where they cut details, those of two tiles must be the same.
  const drawTile = drawTiles({
    size,
    salt,
    upper,
    lower,
    upperCodes: (frame) => upperTiles(0, frame),
    lowerCodes: (frame) => lowerTiles?.(0, frame) ?? null,
    isMeant: (code) => (code < lowerCodes ? isMeantAbove(code) : isMeantBelow(code - lowerCodes)),
  });
  const border = (name: string, column: number, row: number, covered: Coverage): void => {
    const drawn = drawTile(isTurned ? (x, y) => -covered(x, y) : covered);
    places.push({
      name,
      column,
      row,
      isMoving: first.frames === 4 || second?.frames === 4,
      // A tile counts the upper terrain first, the colours the first one.
      codes: (frame) =>
        isTurned
          ? drawn(frame).map((code) => (code >= lowerCodes ? code - lowerCodes : code + lowerCodes))
          : drawn(frame),
    });
  };

  if (set === 'wang') {
    for (const [row, masks] of wangSheet.entries())
      for (const [column, mask] of masks.entries())
        border(`wang/${twoDigits(mask)}`, column, row, wangCoverage(mask, size));
    fulls(firstTiles, 4, 4, 0);
    fulls(secondTiles, 4, 4, 2);
  } else if (set === 'blob') {
    const insets = insetsFor(isTurned);
    for (const [row, masks] of blobSheet.entries())
      for (const [column, mask] of masks.entries())
        if (mask !== null) border(`blob/${threeDigits(mask)}`, column, row, blobCoverage(mask, size, insets));
    fulls(firstTiles, variants, 0, 4);
    fulls(secondTiles, variants, 0, 5);
  } else {
    fulls(firstTiles, 4, 0, 0);
  }
  return places;
}

const twoDigits = (mask: number): string => (mask < 10 ? `0${mask}` : String(mask));
const threeDigits = (mask: number): string => (mask < 100 ? `0${twoDigits(mask)}` : String(mask));

/** Colour of each code: the first terrain's ramps, then from `lowerCodes` those of the second. */
function coloursOf({ firstRamps, secondRamps }: Land): Uint32Array {
  const colours = new Uint32Array(2 * lowerCodes);
  for (const [offset, ramps] of [
    [0, firstRamps],
    [lowerCodes, secondRamps],
  ] as const)
    for (const [i, { steps }] of ramps.entries())
      for (const [step, colour] of steps.entries()) colours[offset + i * 8 + step] = colour;
  return colours;
}

function paint(
  picture: Rgba,
  codes: Int16Array,
  colours: Uint32Array,
  size: number,
  { x: left, y: top }: { readonly x: number; readonly y: number },
): void {
  for (const [i, code] of codes.entries()) {
    if (code < 0) continue;
    const colour = colours[code] as number;
    const at = ((top + Math.floor(i / size)) * picture.width + left + (i % size)) * 4;
    picture.data[at] = colour >> 16;
    picture.data[at + 1] = (colour >> 8) & 255;
    picture.data[at + 2] = colour & 255;
    picture.data[at + 3] = 255;
  }
}

function isVisible(picture: Rgba, { x, y, w, h }: Sprite['rectangle']): boolean {
  for (let row = y; row < y + h; row += 1)
    for (let at = (row * picture.width + x) * 4 + 3; at < (row * picture.width + x + w) * 4; at += 4)
      if (picture.data[at] !== 0) return true;
  return false;
}
