import { blank, type Rgba } from './rgba.ts';

const cell = 4;
const light = [236, 72, 200];
const dark = [58, 24, 66];
const cross = [255, 240, 120];

/**
 * A picture that nobody takes for finished art: a magenta checker with a frame and a cross from corner to corner.
 * Sizes in px, at least 1. Every pixel is opaque.
 */
export function drawPlaceholder(width: number, height: number): Rgba {
  const picture = blank(width, height);
  const reach = Math.max(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isFrame = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      // Distance from a diagonal times the longer side, so that it needs no division.
      const fall = y * (width - 1);
      const isCross =
        Math.abs(x * (height - 1) - fall) * 2 < reach ||
        Math.abs((width - 1 - x) * (height - 1) - fall) * 2 < reach;
      const isLight = (Math.floor(x / cell) + Math.floor(y / cell)) % 2 === 0;
      const colour = isFrame || isCross ? cross : isLight ? light : dark;
      picture.data.set([...colour, 255], (y * width + x) * 4);
    }
  }
  return picture;
}
