import { blank, type Rgba } from '../../pixels/rgba.ts';

/** Colours of a picture row by row, 0xRRGGBB, -1 where nothing is. */
export type Colours = number[];

/** Writes an opaque colour, 0xRRGGBB, on the pixel of an index. */
export function put({ data }: Rgba, pixel: number, colour: number): void {
  const at = pixel * 4;
  data[at] = colour >> 16;
  data[at + 1] = (colour >> 8) & 255;
  data[at + 2] = colour & 255;
  data[at + 3] = 255;
}

/** The colours of a picture whose pixels are opaque or transparent. */
export const coloursIn = ({ width, height, data }: Rgba): Colours =>
  Array.from({ length: width * height }, (_, i) =>
    data[i * 4 + 3] === 0
      ? -1
      : ((data[i * 4] as number) << 16) | ((data[i * 4 + 1] as number) << 8) | (data[i * 4 + 2] as number),
  );

/** The picture of such colours, `width` px wide. */
export function pictureOf(colours: readonly number[], width: number): Rgba {
  const picture = blank(width, Math.floor(colours.length / width));
  for (const [i, colour] of colours.entries()) if (colour !== -1) put(picture, i, colour);
  return picture;
}
