import { writeOklab } from './oklab.ts';
import type { Rgba } from './rgba.ts';

/** A fixed palette: 0xRRGGBB each, at least one, in the order of its file. */
export type Palette = readonly number[];

export interface PaletteOptions {
  /** `bayer` mixes two neighbouring entries by an 8x8 ordered pattern. Defaults to `none`. */
  readonly dither?: 'none' | 'bayer';
  /** How far the pattern moves lightness, 0 .. 1; 1 is a quarter of the way from black to white. Defaults to 0.5. */
  readonly strength?: number;
}

/**
 * Every visible pixel in the palette entry that is nearest in OKLab; of two equally near ones the first. Alpha and
 * hidden pixels stay as they are.
 */
export function mapToPalette(picture: Rgba, palette: Palette, options: PaletteOptions = {}): Rgba {
  if (palette.length === 0) throw new RangeError('a palette has at least one colour');
  const reach = options.dither === 'bayer' ? (options.strength ?? 0.5) * 0.25 : 0;
  const nearest = nearestFinder(palette);
  const { width, height } = picture;
  // Not slice(): of a Buffer that is a view, and the caller's picture would change with it.
  const data = new Uint8Array(picture.data);
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      if (data[i + 3] === 0) continue;
      const cell = reach === 0 ? 0 : (y & 7) * 8 + (x & 7);
      const shift = reach === 0 ? 0 : ((bayer[cell] as number) / 64 - 63 / 128) * reach;
      const entry = nearest(data[i] as number, data[i + 1] as number, data[i + 2] as number, cell, shift);
      const colour = palette[entry] as number;
      data[i] = colour >> 16;
      data[i + 1] = (colour >> 8) & 255;
      data[i + 2] = colour & 255;
    }
  }
  return { width, height, data };
}

/** The index of the entry that is nearest to a colour in OKLab. */
export function nearestEntry(palette: Palette, r: number, g: number, b: number): number {
  return nearestFinder(palette)(r, g, b, 0, 0);
}

const slots = 1 << 15;

/** Finds entries and remembers the answers. `cell` names the lightness shift, so that both together are the key. */
function nearestFinder(
  palette: Palette,
): (r: number, g: number, b: number, cell: number, shift: number) => number {
  const labs = new Float64Array(palette.length * 3);
  palette.forEach((colour, i) => writeOklab(colour >> 16, (colour >> 8) & 255, colour & 255, labs, i * 3));
  // A direct-mapped cache of fixed size: a table over all 2^24 colours is faster for one large picture and
  // costs 32 MB for every small one.
  const keys = new Int32Array(slots).fill(-1);
  const answers = new Uint16Array(slots);
  const lab = new Float64Array(3);
  return (r, g, b, cell, shift) => {
    const key = (((r << 16) | (g << 8) | b) << 6) | cell;
    const slot = (Math.imul(key, 0x9e3779b1) >>> 17) & (slots - 1);
    if (keys[slot] === key) return answers[slot] as number;
    writeOklab(r, g, b, lab);
    const light = (lab[0] as number) + shift;
    const a = lab[1] as number;
    const b2 = lab[2] as number;
    let best = 0;
    let bestDistance = Infinity;
    for (let i = 0; i < palette.length; i += 1) {
      const dl = (labs[i * 3] as number) - light;
      const da = (labs[i * 3 + 1] as number) - a;
      const db = (labs[i * 3 + 2] as number) - b2;
      const distance = dl * dl + da * da + db * db;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    keys[slot] = key;
    answers[slot] = best;
    return best;
  };
}

/** The 8x8 threshold matrix of B. E. Bayer (1973), 0 .. 63, made from the interleaved bits of x xor y and y. */
const bayer: Uint8Array = Uint8Array.from({ length: 64 }, (_, cell) => {
  const x = cell & 7;
  const y = cell >> 3;
  let value = 0;
  for (let bit = 0; bit < 3; bit += 1) {
    value = (value << 2) | ((((x ^ y) >> bit) & 1) << 1) | ((y >> bit) & 1);
  }
  return value;
});
