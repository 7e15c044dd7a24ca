import { isAbsolute, relative } from 'node:path';

/** An absolute path as it can be typed in the working folder: relative where it lies below. */
export function fromHere(path: string): string {
  const near = relative(process.cwd(), path) || '.';
  return near.startsWith('..') || isAbsolute(near) ? path : near;
}
