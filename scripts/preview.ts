// `npm run preview [kind...] [--to folder] [--scale n] [--width px]`: a contact sheet of every kind that the procedural
// backend draws, from the preview rows of its file: all rows at an integer scale, with captions.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '../src/backends/procedural/catalog.ts';
import type { ArtKind, PreviewRow } from '../src/backends/procedural/art-kind.ts';
import { compose, crop, enlarge } from '../src/pixels/arrange.ts';
import { encodePng } from '../src/pixels/png.ts';
import { blank, type Rgba } from '../src/pixels/rgba.ts';
import { advance, drawText, fill, lineHeight, type Colour } from '../src/pixels/text.ts';

const paper: Colour = [38, 42, 51];
const ink: Colour = [236, 234, 229];
const dim: Colour = [164, 168, 178];
const margin = 16;
const gap = 10;
const firstSeed = 7301;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string', default: 'docs/gallery' },
    scale: { type: 'string' },
    width: { type: 'string', default: '1200' },
  },
});

const chosen = catalog.filter(({ kind }) => positionals.length === 0 || positionals.includes(kind));
if (chosen.length === 0)
  throw new Error(`no such kind; there are ${catalog.map(({ kind }) => kind).join(', ')}`);
mkdirSync(values.to, { recursive: true });
for (const listed of chosen) {
  const { default: kind } = await listed.load();
  const page = sheetOf(kind, values.scale === undefined ? null : Number(values.scale), Number(values.width));
  const file = join(values.to, `${kind.kind.replace('.', '-')}.png`);
  writeFileSync(file, encodePng(page));
  console.error(`wrote ${file}, ${page.width} x ${page.height} px`);
}

interface Cell {
  readonly picture: Rgba;
  readonly caption: string;
}

/** One picture, its levers completed by the first value of each. */
function cellOf(kind: ArtKind, wish: PreviewRow['pictures'][number]): Cell {
  const levers = Object.fromEntries(
    Object.entries(kind.levers).map(([name, drawn]) => [name, wish.levers?.[name] ?? drawn[0]]),
  );
  const seed = wish.seed ?? firstSeed;
  const { picture, sprites } = kind.draw({ phase: wish.phase ?? 'final', levers, seed });
  const caption = wish.caption ?? (Object.values(wish.levers ?? {}).join(' ') || String(seed));
  if (wish.sprites === undefined) return { picture, caption };
  let x = 0;
  let tallest = 0;
  const pieces = wish.sprites.map((name) => {
    const sprite = sprites.find((one) => one.name === name);
    if (sprite === undefined) throw new Error(`${kind.kind} draws no sprite ${name}`);
    const piece = { picture: crop(picture, sprite.rectangle), x, y: 0 };
    x += sprite.rectangle.w;
    tallest = Math.max(tallest, sprite.rectangle.h);
    return piece;
  });
  return { picture: compose(x, tallest, pieces), caption };
}

/** The rows one below the other, each broken where the page ends. */
function sheetOf(kind: ArtKind, given: number | null, width: number): Rgba {
  const rows = kind.preview.map(({ title, pictures, scale: own }) => {
    const cells = pictures.map((wish) => cellOf(kind, wish));
    const widest = Math.max(...cells.map(({ picture }) => picture.width));
    const scale = given ?? own ?? Math.max(1, Math.min(4, Math.floor((width - 2 * margin) / widest)));
    return { title, scale, cells };
  });
  let height = margin + lineHeight * 2 + gap;
  const placed: { readonly cell: Cell; readonly scale: number; readonly x: number; readonly y: number }[] =
    [];
  const titles: { readonly text: string; readonly y: number }[] = [];
  for (const { title, scale, cells } of rows) {
    titles.push({ text: title, y: height });
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
  const page = blank(width, height);
  fill(page, { x: 0, y: 0, w: width, h: height }, paper);
  drawText(page, `${kind.kind}: ${kind.title}`, { x: margin, y: margin }, { colour: ink, scale: 2 });
  for (const { text, y } of titles) drawText(page, text, { x: margin, y }, { colour: ink, scale: 1 });
  for (const { cell, scale, x, y } of placed) {
    const enlarged = enlarge(cell.picture, scale);
    pasteOver(page, enlarged, x, y);
    drawText(page, cell.caption, { x, y: y + enlarged.height + 2 }, { colour: dim, scale: 1 });
  }
  return page;
}

/** Only opaque pixels: the paper shows through the rest. */
function pasteOver(page: Rgba, picture: Rgba, left: number, top: number): void {
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const from = (y * picture.width + x) * 4;
      if (picture.data[from + 3] === 0) continue;
      page.data.set(picture.data.subarray(from, from + 4), ((top + y) * page.width + left + x) * 4);
    }
  }
}
