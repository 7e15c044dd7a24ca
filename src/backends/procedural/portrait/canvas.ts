import type { Rgba } from '../../../pixels/rgba.ts';
import { coloursIn, pictureOf, type Colours } from '../colours.ts';
import { takeCommonest } from '../strays.ts';

/** Side of a portrait, px. */
export const portraitSize = 64;

/** What is painted so far, and the pixels that may stand alone. */
export interface Canvas {
  readonly colours: Colours;
  readonly kept: Set<number>;
}

/** Index of a pixel; -1 outside. */
export const pixelAt = (x: number, y: number): number =>
  x < 0 || y < 0 || x >= portraitSize || y >= portraitSize ? -1 : y * portraitSize + x;

/** A canvas on which a picture of 64 x 64 px is painted over. */
export const canvasOf = (picture: Rgba): Canvas => ({ colours: coloursIn(picture), kept: new Set() });

/** The canvas without stray pixels, before a ground where there is one. */
export function portraitOf({ colours, kept }: Canvas, ground: readonly number[] | null): Rgba {
  const whole = colours.map((colour, i) => (colour === -1 ? (ground?.[i] ?? -1) : colour));
  const isKept = (pixel: number): boolean => kept.has(pixel);
  takeCommonest(whole, portraitSize, isKept, (a, b) => (colours[a] === -1) === (colours[b] === -1));
  // What is left are gaps of one pixel through which the ground shows.
  takeCommonest(whole, portraitSize, isKept, () => true);
  return pictureOf(whole, portraitSize);
}
