import type { Code, TileSize } from './codes.ts';

/** A tile in which two terrains meet, while its border is drawn. Coordinates reach a px beyond it. */
export interface BorderTile {
  readonly size: TileSize;
  /** 1 for tiles of 16 px, 2 for 32. */
  readonly scale: number;
  readonly frame: number;
  /** Whether the upper terrain is there, or what hangs from it. */
  readonly isUpper: (x: number, y: number) => boolean;
  /** Px to the nearest pixel of the other terrain: above 0 in the upper one, below 0 in the lower one. */
  readonly depth: (x: number, y: number) => number;
  readonly get: (x: number, y: number) => Code;
  /** Sets a code of the terrain whose hook is called. */
  readonly set: (x: number, y: number, code: Code) => void;
  /** Smooth noise, -1 .. 1, the same in every tile; `cell` in px, a divisor of the tile's side. */
  readonly noise: (name: number, x: number, y: number, cell: number) => number;
  readonly each: (visit: (x: number, y: number) => void) => void;
}
