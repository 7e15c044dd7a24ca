import { fallbackGlyph, glyphBlocks, glyphSize } from './glyphs.ts';
import type { Rgba } from './rgba.ts';

/** Red, green, blue; opaque. */
export type Colour = readonly [number, number, number];

/** Px from one character to the next, and from one line to the next, at scale 1. */
export const advance = glyphSize.width + 1;
export const lineHeight = glyphSize.height + 2;

const glyphs: ReadonlyMap<string, readonly string[]> = new Map(
  glyphBlocks.flatMap(([characters, ...rows]) =>
    [...characters].map((character, i): [string, readonly string[]] => [
      character,
      rows.map((row) => row.slice(i * advance, i * advance + glyphSize.width)),
    ]),
  ),
);

/**
 * The characters that can be drawn of a text: a letter with marks as the bare letter, and a box for what has no glyph,
 * so that nothing is left out unseen.
 */
export const drawable = (text: string): string =>
  [...text.normalize('NFD').replace(/\p{M}/gu, '')]
    .map((character) => (glyphs.has(character) ? character : fallbackGlyph))
    .join('');

/** Width of a text in px, without the space after its last character. */
export const textWidth = (text: string, scale: number): number =>
  Math.max(0, [...drawable(text)].length * advance - 1) * scale;

/** How many characters fit in a width in px. */
export const charactersIn = (width: number, scale: number): number =>
  Math.max(1, Math.floor((width / scale + 1) / advance));

/** Draws one line with its top left corner at (x, y), each px of a glyph as a square of `scale`; what sticks out is left out. */
export function drawText(
  target: Rgba,
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  { colour, scale }: { readonly colour: Colour; readonly scale: number },
): void {
  for (const [i, character] of [...drawable(text)].entries()) {
    for (const [row, line] of (glyphs.get(character) ?? []).entries()) {
      for (let column = 0; column < line.length; column += 1) {
        if (line[column] !== '#') continue;
        fill(
          target,
          { x: x + (i * advance + column) * scale, y: y + row * scale, w: scale, h: scale },
          colour,
        );
      }
    }
  }
}

/** Fills a rectangle; what sticks out of the picture is left out. */
export function fill(
  { width, height, data }: Rgba,
  { x, y, w, h }: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  [r, g, b]: Colour,
): void {
  const right = Math.min(x + w, width);
  const bottom = Math.min(y + h, height);
  for (let row = Math.max(0, y); row < bottom; row += 1) {
    for (let at = (row * width + Math.max(0, x)) * 4; at < (row * width + right) * 4; at += 4) {
      data[at] = r;
      data[at + 1] = g;
      data[at + 2] = b;
      data[at + 3] = 255;
    }
  }
}

/** A text in lines of at most `most` characters: broken between words, and inside a word that is longer. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of drawable(text).split(' ')) {
    let rest = [...word];
    if (line.length > 0 && line.length + 1 + rest.length > most) {
      lines.push(line.join(''));
      line = [];
    }
    if (line.length > 0) line.push(' ');
    while (rest.length > most) {
      lines.push(rest.slice(0, most).join(''));
      rest = rest.slice(most);
    }
    line.push(...rest);
  }
  return [...lines, line.join('')];
}
