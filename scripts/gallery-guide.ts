// The pictures of docs/guide/art.md.
import type { Rgba } from '../src/pixels/rgba.ts';

/** By their names. */
export async function guidePictures(): Promise<ReadonlyMap<string, Rgba>> {
  return new Map();
}
