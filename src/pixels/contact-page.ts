import type { ContactGround } from './contact-ground.ts';
import { border, gap, margin, type ContactPlan } from './contact-plan.ts';
import { blank, type Rgba } from './rgba.ts';
import { charactersIn, drawText, fill, lineHeight, textWidth, wrap, type Colour } from './text.ts';

const flat: { readonly [K in Exclude<ContactGround, 'checker'>]: Colour } = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  grey: [128, 128, 128],
  magenta: [255, 0, 255],
};
/** Two middle greys: dark and light outlines both stand off from them, and neither looks like art. */
const checks: readonly [Colour, Colour] = [
  [88, 88, 88],
  [108, 108, 108],
];
/** Side of a check in px of the sheet. */
const checkSize = 8;

const paper: Colour = [22, 24, 29];
const panel: Colour = [36, 39, 46];
/** Each reads on paper and panel at a contrast of at least 4.5. */
export const inks = {
  bright: [236, 234, 229],
  dim: [164, 168, 178],
  waits: [232, 196, 104],
  good: [134, 208, 150],
  bad: [244, 146, 134],
} as const satisfies { readonly [name: string]: Colour };
export type Ink = keyof typeof inks;

export interface InkedLine {
  readonly text: string;
  readonly ink: Ink;
}

export interface ContactCell {
  /** The picture and its scale, or what is said in its place. */
  readonly picture: { readonly rgba: Rgba; readonly scale: number } | { readonly fault: string };
  readonly caption: readonly InkedLine[];
  /** Stars at the right of the caption's first line. */
  readonly mark: InkedLine | null;
  /** Of the line between picture and caption. */
  readonly ink: Ink;
}

/** Lines that one part of a caption may take, enough for ten levers; what is longer ends in an ellipsis. */
const mostLines = 8;

/** A caption's lines at a width in characters. */
export const captionLines = (caption: readonly InkedLine[], characters: number): InkedLine[] =>
  caption.flatMap(({ text, ink }) => {
    const lines = wrap(text, characters);
    const shown = lines.slice(0, mostLines);
    const last = shown.at(-1) ?? '';
    if (lines.length > mostLines) shown[mostLines - 1] = `${[...last].slice(0, characters - 1).join('')}…`;
    return shown.map((line): InkedLine => ({ text: line, ink }));
  });

export interface ContactHeader {
  readonly title: string;
  readonly facts: readonly InkedLine[];
}

/** Narrower than this a title would be broken to pieces. */
const leastWidth = 480;

/** One page of a contact sheet. Pictures are enlarged by whole factors and drawn over the ground; nothing is resampled. */
export function drawContactPage(
  plan: ContactPlan,
  header: ContactHeader,
  cells: readonly ContactCell[],
  ground: ContactGround,
): Rgba {
  const columns = Math.min(plan.columns, Math.max(1, cells.length));
  const rows = Math.ceil(cells.length / columns);
  const inner = Math.max(leastWidth, columns * (plan.cell.width + gap) - gap);
  const top = headerLines(header, inner);
  const headerHeight = top.reduce((sum, { scale }) => sum + lineHeight * scale, 0) + 16;
  const page = blank(inner + 2 * margin, headerHeight + 2 * margin + rows * (plan.cell.height + gap) - gap);
  fill(page, { x: 0, y: 0, w: page.width, h: page.height }, paper);
  let y = margin;
  for (const { text, ink, scale } of top) {
    drawText(page, text, { x: margin, y }, { colour: inks[ink], scale });
    y += lineHeight * scale;
  }
  for (const [i, cell] of cells.entries()) {
    const at = {
      x: margin + (i % columns) * (plan.cell.width + gap),
      y: margin + headerHeight + Math.floor(i / columns) * (plan.cell.height + gap),
    };
    drawCell(page, plan, cell, at, ground);
  }
  return page;
}

function headerLines(
  { title, facts }: ContactHeader,
  width: number,
): readonly (InkedLine & { scale: number })[] {
  const lines = (text: string, ink: Ink, scale: number): (InkedLine & { scale: number })[] =>
    captionLines([{ text, ink }], charactersIn(width, scale)).map((line) => ({ ...line, scale }));
  const scale = textWidth(title, 3) <= width ? 3 : 2;
  return [...lines(title, 'bright', scale), ...facts.flatMap(({ text, ink }) => lines(text, ink, 2))];
}

function drawCell(
  page: Rgba,
  plan: ContactPlan,
  { picture, caption, mark, ink }: ContactCell,
  { x, y }: { readonly x: number; readonly y: number },
  ground: ContactGround,
): void {
  const { cell, frame, textScale } = plan;
  fill(page, { x, y, w: cell.width, h: cell.height }, panel);
  const inside = { x: x + border, y: y + border, w: frame.width, h: frame.height };
  fillGround(page, inside, ground);
  if ('fault' in picture) drawFault(page, picture.fault, inside, textScale);
  else drawEnlarged(page, picture.rgba, inside, picture.scale);
  const below = inside.y + frame.height;
  fill(page, { x: inside.x, y: below, w: frame.width, h: 2 * textScale }, inks[ink]);
  const lines = captionLines(caption, charactersIn(frame.width, textScale));
  for (const [i, line] of lines.entries()) {
    const at = { x: inside.x, y: below + border + 2 + i * lineHeight * textScale };
    drawText(page, line.text, at, { colour: inks[line.ink], scale: textScale });
    if (i > 0 || mark === null) continue;
    const right = inside.x + frame.width - textWidth(mark.text, textScale);
    // Only where it does not run into the line.
    if (right > at.x + textWidth(line.text, textScale))
      drawText(page, mark.text, { x: right, y: at.y }, { colour: inks[mark.ink], scale: textScale });
  }
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What lies at a place of the page, from the corner of its frame. */
const groundAt = (ground: ContactGround, x: number, y: number): Colour => {
  if (ground !== 'checker') return flat[ground];
  return checks[(Math.floor(x / checkSize) + Math.floor(y / checkSize)) % 2 === 0 ? 0 : 1];
};

function fillGround(page: Rgba, area: Area, ground: ContactGround): void {
  if (ground !== 'checker') return fill(page, area, flat[ground]);
  for (let y = 0; y < area.h; y += checkSize) {
    for (let x = 0; x < area.w; x += checkSize) {
      const size = { w: Math.min(checkSize, area.w - x), h: Math.min(checkSize, area.h - y) };
      fill(page, { x: area.x + x, y: area.y + y, ...size }, groundAt(ground, x, y));
    }
  }
}

/** The picture in the middle of its frame, each pixel as a square of `scale`, over what is there. */
function drawEnlarged(page: Rgba, picture: Rgba, frame: Area, scale: number): void {
  const left = frame.x + Math.floor((frame.w - picture.width * scale) / 2);
  const top = frame.y + Math.floor((frame.h - picture.height * scale) / 2);
  const { data } = picture;
  for (let row = 0; row < picture.height * scale; row += 1) {
    const from = Math.floor(row / scale) * picture.width;
    let to = ((top + row) * page.width + left) * 4;
    for (let column = 0; column < picture.width * scale; column += 1, to += 4) {
      const at = (from + Math.floor(column / scale)) * 4;
      const alpha = data[at + 3] ?? 0;
      if (alpha === 0) continue;
      for (let c = 0; c < 3; c += 1) {
        const over = (data[at + c] ?? 0) * alpha + (page.data[to + c] ?? 0) * (255 - alpha);
        page.data[to + c] = Math.floor((2 * over + 255) / 510);
      }
    }
  }
}

/** Words in the place of a picture, on a ground of their own so that they can be read on any. */
function drawFault(page: Rgba, fault: string, frame: Area, scale: number): void {
  fill(page, frame, paper);
  const room = Math.max(1, Math.floor(frame.h / (lineHeight * scale)));
  const lines = wrap(fault, charactersIn(frame.w - 2 * border, scale)).slice(0, room);
  const top = frame.y + Math.max(0, Math.floor((frame.h - lines.length * lineHeight * scale) / 2));
  for (const [i, line] of lines.entries()) {
    const x = frame.x + Math.floor((frame.w - textWidth(line, scale)) / 2);
    drawText(page, line, { x, y: top + i * lineHeight * scale }, { colour: inks.bad, scale });
  }
}
