import { blank, type Rgba } from '../../../pixels/rgba.ts';
import { settle } from '../stray.ts';

/** Side of a portrait, px. */
export const portraitSize = 64;

/** Colours as numbers, 0xRRGGBB, -1 where nothing is painted, and the pixels that may stand alone. */
export interface Canvas {
  readonly colours: number[];
  readonly kept: Set<number>;
}

export const pixelAt = (x: number, y: number): number =>
  x < 0 || y < 0 || x >= portraitSize || y >= portraitSize ? -1 : y * portraitSize + x;

export function canvasOf({ data }: Rgba): Canvas {
  const colours = Array.from({ length: portraitSize * portraitSize }, (_, i) =>
    data[i * 4 + 3] === 0
      ? -1
      : ((data[i * 4] as number) << 16) | ((data[i * 4 + 1] as number) << 8) | (data[i * 4 + 2] as number),
  );
  return { colours, kept: new Set() };
}

/** The canvas without stray pixels, before a ground where there is one. */
export function pictureOf({ colours, kept }: Canvas, ground: readonly number[] | null): Rgba {
  const whole = colours.map((colour, i) => (colour === -1 ? (ground?.[i] ?? -1) : colour));
  const isKept = (pixel: number): boolean => kept.has(pixel);
  settle(whole, portraitSize, isKept, (a, b) => (colours[a] === -1) === (colours[b] === -1));
  // What is left are gaps of one pixel through which the ground shows.
  settle(whole, portraitSize, isKept, () => true);
  const picture = blank(portraitSize, portraitSize);
  for (let i = 0; i < whole.length; i += 1) {
    const colour = whole[i] as number;
    if (colour === -1) continue;
    picture.data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], i * 4);
  }
  return picture;
}
