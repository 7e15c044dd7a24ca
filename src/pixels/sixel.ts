import { reduceColours, type Rgb24 } from './reduce-colours.ts';
import type { Rgba } from './rgba.ts';

/** Colours that one picture may have where a terminal does not say otherwise: the registers of sixel's descendants. */
export const mostSixelColours = 256;

/**
 * A picture as a sixel device control string, each of its pixels as it is (VT330/VT340 Programmer Reference Manual,
 * chapter 14: https://vt100.net/docs/vt3xx-gp/chapter14.html).
 *
 * - P1 = 7 and the raster attributes `"1;1;width;height` say that pixels are square; P2 = 1 leaves what is not drawn as
 *   it is on the screen, which is how pixels with an alpha below 128 are left out.
 * - Sixel says a colour in whole percents of red, green and blue: that is the only loss of a picture with at most
 *   `mostColours` colours. Of one with more the nearest are joined.
 * - Each band of six rows is drawn colour by colour, runs of more than three sixels are counted (`!n`), and what is
 *   empty at the right is not sent.
 */
export function encodeSixel(picture: Rgba, mostColours = mostSixelColours): string {
  const { width, height } = picture;
  const { indices, palette } = indexed(picture, Math.max(2, mostColours));
  let text = `\u001bP7;1;0q"1;1;${width};${height}`;
  for (const [i, colour] of palette.entries()) {
    text += `#${i};2;${colour >> 16};${(colour >> 8) & 255};${colour & 255}`;
  }
  const bands: string[] = [];
  for (let top = 0; top < height; top += 6) bands.push(band(indices, width, top, Math.min(6, height - top)));
  return `${text}${bands.join('-')}\u001b\\`;
}

/** No colour: the pixel is not drawn. */
const none = 0xffff;

interface Indexed {
  /** For each pixel its place in the palette, or `none`. */
  readonly indices: Uint16Array;
  /** Percents of red, green and blue, each in 8 bits. */
  readonly palette: readonly Rgb24[];
}

const percent = (value: number): number => Math.floor((value * 200 + 255) / 510);

function indexed({ data }: Rgba, most: number): Indexed {
  const pixels = data.length / 4;
  const colours = new Uint32Array(pixels);
  const counts = new Map<Rgb24, number>();
  for (let i = 0, at = 0; i < pixels; i += 1, at += 4) {
    if ((data[at + 3] ?? 0) < 128) continue;
    const colour =
      (percent(data[at] ?? 0) << 16) | (percent(data[at + 1] ?? 0) << 8) | percent(data[at + 2] ?? 0);
    colours[i] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const meant = reduceColours(counts, most);
  const places = new Map<Rgb24, number>();
  const indices = new Uint16Array(pixels).fill(none);
  for (let i = 0, at = 3; i < pixels; i += 1, at += 4) {
    if ((data[at] ?? 0) < 128) continue;
    const colour = meant.get(colours[i] ?? 0) ?? 0;
    const place = places.get(colour) ?? places.size;
    places.set(colour, place);
    indices[i] = place;
  }
  return { indices, palette: [...places.keys()] };
}

/** Up to six rows of pixels: for each colour in them one row of sixels, `$` between two. */
function band(indices: Uint16Array, width: number, top: number, rows: number): string {
  const drawn = new Map<number, Uint8Array>();
  for (let row = 0; row < rows; row += 1) {
    const from = (top + row) * width;
    for (let x = 0; x < width; x += 1) {
      const place = indices[from + x] ?? none;
      if (place === none) continue;
      let sixels = drawn.get(place);
      if (sixels === undefined) drawn.set(place, (sixels = new Uint8Array(width)));
      sixels[x] = (sixels[x] ?? 0) | (1 << row);
    }
  }
  return [...drawn].map(([place, sixels]) => `#${place}${runs(sixels)}`).join('$');
}

function runs(sixels: Uint8Array): string {
  let end = sixels.length;
  while (end > 0 && sixels[end - 1] === 0) end -= 1;
  let text = '';
  for (let from = 0; from < end;) {
    const sixel = sixels[from] ?? 0;
    let to = from + 1;
    while (to < end && sixels[to] === sixel) to += 1;
    const sign = String.fromCharCode(63 + sixel);
    text += to - from > 3 ? `!${to - from}${sign}` : sign.repeat(to - from);
    from = to;
  }
  return text;
}
