import { parts } from '../../src/backends/procedural/terrain/biomes/parts.ts';
import type { Biome } from '../../src/backends/procedural/terrain/biome.ts';
import { corner, side } from '../../src/backends/procedural/terrain/masks.ts';
import { crop } from '../../src/pixels/arrange.ts';
import type { Rgba } from '../../src/pixels/rgba.ts';
import type { BackendPicture } from '../../src/ports/backend.ts';

/** A tile of a set in one frame, with what its edges say: tiles may lie side by side where these are equal. */
export interface Tile {
  readonly name: string;
  /** `null` for a tile that shows nothing. */
  readonly picture: Rgba;
  readonly edges: { readonly n: string; readonly e: string; readonly s: string; readonly w: string };
}

const biomes: readonly Biome[] = Object.values(parts);
const steps = (of: (biome: Biome) => readonly number[]): ReadonlySet<number> => new Set(biomes.flatMap(of));

/** Every colour that a biome may use. */
export const allColours = steps(({ ramps }) => ramps.flat().flatMap((ramp) => ramp.steps));
/** Colours whose single pixels are meant. */
export const glintColours = steps(({ ramps, glints }) =>
  ramps.flatMap((all) => (glints ?? []).map((code) => all[Math.floor(code / 8)]?.steps[code % 8] ?? 0)),
);

const namePattern = /^(?:water\/)?(ground\/)?(wang|blob|full)\/(\d+)(?:\/(\d))?$/;

/** The tiles of one frame, those that stand still included. */
export function tilesOf({ picture, sprites }: BackendPicture, frame: number): Tile[] {
  return sprites.flatMap(({ name, rectangle, step }) => {
    if ((step ?? frame) !== frame) return [];
    const [, ground, family, digits] = namePattern.exec(name) ?? [];
    if (family === undefined) throw new Error(`no tile is named ${name}`);
    const edges =
      family === 'wang'
        ? wangEdges(Number(digits))
        : family === 'blob'
          ? blobEdges(Number(digits))
          : fullEdges(ground);
    return [{ name, picture: crop(picture, rectangle), edges }];
  });
}

/** A transparent ground has no tile of its own; borders end at it all the same. */
export const emptyTile = (size: number): Tile => ({
  name: 'nothing',
  picture: { width: size, height: size, data: new Uint8Array(size * size * 4) },
  edges: fullEdges('ground/'),
});

const fullEdges = (ground: string | undefined): Tile['edges'] => {
  const all = ground === undefined ? 'in in' : 'out out';
  return { n: all, e: all, s: all, w: all };
};

function wangEdges(mask: number): Tile['edges'] {
  const at = (bit: number): string => ((mask & bit) === 0 ? 'out' : 'in');
  const { ne, se, sw, nw } = corner;
  return {
    n: `${at(nw)} ${at(ne)}`,
    e: `${at(ne)} ${at(se)}`,
    s: `${at(sw)} ${at(se)}`,
    w: `${at(nw)} ${at(sw)}`,
  };
}

/** Of a side that is covered, whether a border crosses it near each end; one that is not covered is all ground. */
function blobEdges(mask: number): Tile['edges'] {
  const has = (bit: number): boolean => (mask & bit) !== 0;
  const edge = (own: number, first: readonly number[], last: readonly number[]): string =>
    has(own) ? `${first.every(has) ? 'in' : 'border'} ${last.every(has) ? 'in' : 'border'}` : 'out out';
  const { n, ne, e, se, s, sw, w, nw } = side;
  return {
    n: edge(n, [w, nw], [e, ne]),
    e: edge(e, [n, ne], [s, se]),
    s: edge(s, [w, sw], [e, se]),
    w: edge(w, [n, nw], [s, sw]),
  };
}

/** The outermost pixels along an edge, in reading order. */
export function edgePixels({ data, width }: Rgba, edge: keyof Tile['edges']): Uint32Array {
  const words = new Uint32Array(new Uint8Array(data).buffer);
  const last = width - 1;
  return Uint32Array.from({ length: width }, (_, i) => {
    const at =
      edge === 'n' ? i : edge === 's' ? last * width + i : edge === 'w' ? i * width : i * width + last;
    return words[at] as number;
  });
}

/** How far two pixels lie apart, 0 .. 1020: over all four channels. */
export function apart(a: number, b: number): number {
  let sum = 0;
  for (const shift of [0, 8, 16, 24]) sum += Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255));
  return sum;
}

/** Pixels whose colour none of their eight neighbours has, those at the picture's own edge left out. */
export function strays({ data, width, height }: Rgba, meant: ReadonlySet<number>): string[] {
  const words = new Uint32Array(new Uint8Array(data).buffer);
  const found: string[] = [];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const word = words[at] as number;
      if (word >>> 24 === 0 || meant.has(colourOf(word))) continue;
      const around = [
        at - width - 1,
        at - width,
        at - width + 1,
        at - 1,
        at + 1,
        at + width - 1,
        at + width,
        at + width + 1,
      ];
      if (!around.some((other) => words[other] === word)) found.push(`${x},${y}`);
    }
  }
  return found;
}

/** 0xRRGGBB of a pixel read as a little-endian word. */
export const colourOf = (word: number): number =>
  ((word & 255) << 16) | (word & 0xff00) | ((word >>> 16) & 255);
