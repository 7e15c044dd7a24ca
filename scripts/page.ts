// What contact sheets are laid out with: a paper, captions, pictures at whole scales.
import type { Rgba } from '../src/pixels/rgba.ts';
import { blank } from '../src/pixels/rgba.ts';
import { enlarge } from '../src/pixels/arrange.ts';
import { advance, drawText, fill, lineHeight, type Colour } from '../src/pixels/text.ts';

const paper: Colour = [38, 42, 51];
export const ink: Colour = [236, 234, 229];
export const dim: Colour = [164, 168, 178];
export const margin = 16;
const gap = 10;

export interface Cell {
  readonly picture: Rgba;
  readonly caption: string;
}

/** Cells beside one another under a title; `scale` is a whole number, `null` as large as the page allows, at most 4. */
export interface Row {
  readonly title: string;
  readonly scale: number | null;
  readonly cells: readonly Cell[];
}

/** Lays opaque pixels over what is there. */
export function pasteOver(page: Rgba, picture: Rgba, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < Math.min(picture.height, page.height - top); y += 1) {
    for (let x = Math.max(0, -left); x < Math.min(picture.width, page.width - left); x += 1) {
      const from = (y * picture.width + x) * 4;
      if (picture.data[from + 3] === 0) continue;
      page.data.set(picture.data.subarray(from, from + 4), ((top + y) * page.width + left + x) * 4);
    }
  }
}

/** An empty page. */
export function pageOf(width: number, height: number, colour: Colour = paper): Rgba {
  const page = blank(width, height);
  fill(page, { x: 0, y: 0, w: width, h: height }, colour);
  return page;
}

/** Rows one below the other, each broken where the page ends. */
export function sheetOf(title: string, rows: readonly Row[], width: number): Rgba {
  let height = margin + lineHeight * 2 + gap;
  const placed: { readonly cell: Cell; readonly scale: number; readonly x: number; readonly y: number }[] =
    [];
  const titles: { readonly text: string; readonly y: number }[] = [];
  for (const { title: text, scale: given, cells } of rows) {
    const widest = Math.max(...cells.map(({ picture }) => picture.width));
    const scale = given ?? Math.max(1, Math.min(4, Math.floor((width - 2 * margin) / widest)));
    titles.push({ text, y: height });
    height += lineHeight + 4;
    let x = margin;
    let tallest = 0;
    for (const cell of cells) {
      const w = Math.max(cell.picture.width * scale, [...cell.caption].length * advance);
      if (x > margin && x + w > width - margin) {
        x = margin;
        height += tallest + lineHeight + gap;
        tallest = 0;
      }
      placed.push({ cell, scale, x, y: height });
      x += w + gap;
      tallest = Math.max(tallest, cell.picture.height * scale);
    }
    height += tallest + lineHeight + gap * 2;
  }
  const page = pageOf(width, height);
  drawText(page, title, { x: margin, y: margin }, { colour: ink, scale: 2 });
  for (const { text, y } of titles) drawText(page, text, { x: margin, y }, { colour: ink, scale: 1 });
  for (const { cell, scale, x, y } of placed) {
    const enlarged = enlarge(cell.picture, scale);
    pasteOver(page, enlarged, x, y);
    drawText(page, cell.caption, { x, y: y + enlarged.height + 2 }, { colour: dim, scale: 1 });
  }
  return page;
}
