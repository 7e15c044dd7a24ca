import type { Region } from './region.ts';
import { blank, type Rgba } from './rgba.ts';

/** What two pictures differ in. Sizes in px. */
export interface Difference {
  /** Pixels of the common canvas whose visible colour is not the same. */
  readonly changed: number;
  /** Pixels of the common canvas: as wide as the wider, as high as the higher picture. */
  readonly pixels: number;
  /** The smallest region that holds every changed pixel; `null` without one. */
  readonly box: Region | null;
  /** The second picture greyed and faint, with every changed pixel in full magenta. */
  readonly picture: Rgba;
}

const mark = [255, 0, 255, 255] as const;

/**
 * Compares two pictures pixel by pixel, both laid at the top left corner. A pixel that one of them does not have is
 * transparent there; what is hidden under alpha 0 is no difference.
 */
export function difference(before: Rgba, after: Rgba): Difference {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const picture = blank(width, height);
  let changed = 0;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [was, is] = [pixelAt(before, x, y), pixelAt(after, x, y)];
      const at = (y * width + x) * 4;
      if (was === is) {
        const grey = Math.round((((is >>> 24) & 255) + ((is >>> 16) & 255) + ((is >>> 8) & 255)) / 3);
        picture.data.set([grey, grey, grey, Math.round((is & 255) / 3)], at);
        continue;
      }
      picture.data.set(mark, at);
      changed += 1;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
  }
  const box = right < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
  return { changed, pixels: width * height, box, picture };
}

/** A pixel as one number, RGBA from the highest byte; 0 for every fully transparent one. */
function pixelAt({ width, height, data }: Rgba, x: number, y: number): number {
  if (x >= width || y >= height) return 0;
  const at = (y * width + x) * 4;
  const alpha = data[at + 3] ?? 0;
  if (alpha === 0) return 0;
  return (((data[at] ?? 0) << 24) | ((data[at + 1] ?? 0) << 16) | ((data[at + 2] ?? 0) << 8) | alpha) >>> 0;
}
