import { blank, type Rgba } from './rgba.ts';

const dark = [38, 32, 48, 255] as const;

/**
 * A placeholder that nobody takes for art: a hatched, framed box in a colour of its own. `hue` is 0..5.
 * Sizes in px, at least 1.
 */
export function drawPlaceholder(width: number, height: number, hue: number): Rgba {
  const picture = blank(width, height);
  const bright = colours[((hue % colours.length) + colours.length) % colours.length] ?? dark;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isRim = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const isBand = (x + y) % 8 < 4;
      picture.data.set(isRim || isBand ? bright : dark, (y * width + x) * 4);
    }
  }
  return picture;
}

const colours: readonly (readonly [number, number, number, number])[] = [
  [255, 0, 200, 255],
  [255, 96, 0, 255],
  [240, 220, 0, 255],
  [0, 210, 90, 255],
  [0, 190, 255, 255],
  [150, 90, 255, 255],
];
