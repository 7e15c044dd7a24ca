import { blank, type Rgba } from './rgba.ts';

/** A rectangle in px, x right, y down. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The part of a picture inside a box. The box lies inside the picture; anything else is a bug. */
export function cut(picture: Rgba, box: Box): Rgba {
  if (box.x < 0 || box.y < 0 || box.x + box.w > picture.width || box.y + box.h > picture.height)
    throw new RangeError('the box does not lie inside the picture');
  const part = blank(box.w, box.h);
  for (let row = 0; row < box.h; row += 1) {
    const from = ((box.y + row) * picture.width + box.x) * 4;
    part.data.set(picture.data.subarray(from, from + box.w * 4), row * box.w * 4);
  }
  return part;
}

/**
 * The smallest box that holds every pixel with alpha above 0. A wholly transparent picture gives its first
 * pixel: engines refuse frames without a size.
 */
export function tightBox(picture: Rgba): Box {
  let left = picture.width;
  let top = picture.height;
  let right = -1;
  let bottom = -1;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (picture.data[(y * picture.width + x) * 4 + 3] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return { x: 0, y: 0, w: 1, h: 1 };
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

/** A picture and where its own top left pixel goes. */
export interface Placed {
  readonly picture: Rgba;
  readonly x: number;
  readonly y: number;
}

/**
 * Lays pictures on a transparent page, each with its edge pixels repeated `extrudePx` outwards on all sides,
 * corners included. Pictures with their borders lie inside the page and apart; the packer sees to that.
 */
export function composePage(
  size: { readonly width: number; readonly height: number },
  placed: readonly Placed[],
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
