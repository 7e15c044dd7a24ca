import type { Rgba } from '../../../pixels/rgba.ts';
import { cellOf, isDrawnByTerminal, type Graphics, type PicturePlace } from './graphics.ts';
import type { Ground } from './ground.ts';
import { halfBlocks } from './half-blocks.ts';
import type { Fit } from './picture.ts';
import { unpainted, type Paint } from './style.ts';
import { displayWidth, truncate } from './width.ts';

/** One line before it is cut to its width and painted. */
export interface Line {
  readonly text: string;
  readonly paint?: Paint;
}

export function paintLine(line: Line, columns: number): string {
  const text = truncate(line.text, columns);
  return line.paint === undefined ? text : line.paint(text);
}

/** A space in cells. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** A piece of one row, painted, at a cell from 0. */
export interface Segment {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

/** Where the terminal itself draws a picture, and the pixels at the size that they are shown. */
export interface PlacedPicture extends PicturePlace {
  readonly fit: Fit;
  readonly picture: Rgba;
}

/** A part of the screen: text, and pictures that the terminal draws over cells that are left empty. */
export interface Block {
  readonly segments: readonly Segment[];
  readonly placed: readonly PlacedPicture[];
}

export const nothing: Block = { segments: [], placed: [] };

export const together = (...blocks: readonly Block[]): Block => ({
  segments: blocks.flatMap(({ segments }) => segments),
  placed: blocks.flatMap(({ placed }) => placed),
});

export const moved = (block: Block, rows: number, columns: number): Block => ({
  segments: block.segments.map((one) => ({ ...one, row: one.row + rows, column: one.column + columns })),
  placed: block.placed.map((one) => ({ ...one, row: one.row + rows, column: one.column + columns })),
});

/** Lines one below the other, cut to a room. */
export const linesAt = (lines: readonly Line[], { columns, rows }: Room): Block => ({
  segments: lines
    .slice(0, Math.max(0, rows))
    .map((line, row) => ({ row, column: 0, text: paintLine(line, columns) }))
    .filter(({ text }) => text !== ''),
  placed: [],
});

/** A picture as it is drawn, at the top left; where the terminal draws none, nothing. */
export function pictureAt(picture: Rgba, fit: Fit, graphics: Graphics, ground: Ground): Block {
  if (graphics.kind === 'none') return nothing;
  if (graphics.kind === 'blocks') {
    const lines = blocksOf(picture, graphics.depth, ground);
    return { segments: lines.map((text, row) => ({ row, column: 0, text })), placed: [] };
  }
  const cell = cellOf(graphics);
  const rows = Math.ceil(picture.height / cell.height);
  const columns = Math.ceil(picture.width / cell.width);
  return { segments: [], placed: [{ row: 0, column: 0, rows, columns, fit, picture }] };
}

const blockMemory = new WeakMap<Rgba, Map<string, readonly string[]>>();

/** The same picture is drawn for every key; its text is worked out once. */
function blocksOf(picture: Rgba, depth: 8 | 24, ground: Ground): readonly string[] {
  const known = blockMemory.get(picture) ?? new Map<string, readonly string[]>();
  blockMemory.set(picture, known);
  const key = `${depth} ${ground}`;
  const lines = known.get(key) ?? halfBlocks(picture, depth, ground);
  known.set(key, lines);
  return lines;
}

/** A block without what does not fit a room whole: on a terminal that is too small less is shown, and nothing wraps. */
export function fittingIn(block: Block, room: Room): Block {
  return {
    segments: block.segments.filter(
      ({ row, column, text }) => row < room.rows && column + displayWidth(unpainted(text)) <= room.columns,
    ),
    placed: block.placed.filter(
      ({ row, column, rows, columns }) => row + rows <= room.rows && column + columns <= room.columns,
    ),
  };
}

/** The rows of a screen; what is left empty between segments is filled with spaces. Of two in one place the first stands. */
export function rowsOf(block: Block, rows: number): string[] {
  const byRow = Array.from({ length: rows }, (): Segment[] => []);
  for (const segment of block.segments) byRow[segment.row]?.push(segment);
  return byRow.map((segments) => {
    let [line, at] = ['', 0];
    for (const { column, text } of segments.sort((a, b) => a.column - b.column)) {
      if (column < at) continue;
      line += ' '.repeat(column - at) + text;
      at = column + displayWidth(unpainted(text));
    }
    return line;
  });
}

export const isDrawable = (graphics: Graphics, { columns, rows }: Room): boolean =>
  (graphics.kind === 'blocks' || isDrawnByTerminal(graphics)) && columns >= 8 && rows >= 4;
