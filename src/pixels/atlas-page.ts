import { trimBounds, type Placement } from './arrange.ts';
import type { Region } from './region.ts';
import { blank, type Rgba } from './rgba.ts';

/**
 * As `trimBounds`, but a wholly transparent picture gives its first pixel: engines refuse a region without a size.
 */
export const tightRegion = (picture: Rgba): Region => trimBounds(picture) ?? { x: 0, y: 0, w: 1, h: 1 };

/**
 * Lays pictures on a transparent page, each with its edge pixels repeated `extrudePx` outwards on all sides,
 * corners included. Pictures with their borders lie inside the page and apart; the packer sees to that.
 */
export function composePage(
  size: { readonly width: number; readonly height: number },
  placed: readonly Placement[],
  extrudePx: number,
): Rgba {
  const page = blank(size.width, size.height);
  for (const { picture, x, y } of placed) {
    const rowBytes = picture.width * 4;
    for (let row = -extrudePx; row < picture.height + extrudePx; row += 1) {
      const sourceRow = Math.min(Math.max(row, 0), picture.height - 1);
      const source = picture.data.subarray(sourceRow * rowBytes, (sourceRow + 1) * rowBytes);
      const start = ((y + row) * page.width + x) * 4;
      page.data.set(source, start);
      for (let i = 1; i <= extrudePx; i += 1) {
        page.data.set(source.subarray(0, 4), start - i * 4);
        page.data.set(source.subarray(rowBytes - 4), start + rowBytes + (i - 1) * 4);
      }
    }
  }
  return page;
}
