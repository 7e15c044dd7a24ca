import type { Colours } from './colours.ts';

/**
 * Stray pixels, which pixel artists call orphans: those whose colour none of their eight neighbours has. Alone a pixel
 * is noise, not form. Each is given a colour that lies beside it; nothing shared its old one, so that no other pixel
 * becomes stray by it.
 */

/** Neighbours by an edge, then those by a corner. */
const around = [
  [0, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;

/** Visits the stray pixels that are not kept: index, and the indices beside it that have a colour, by an edge first. */
function eachStray(
  colours: Readonly<Colours>,
  width: number,
  isKept: (pixel: number) => boolean,
  visit: (pixel: number, beside: readonly number[]) => void,
): void {
  const height = Math.floor(colours.length / width);
  const beside: number[] = [];
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const colour = colours[pixel] as number;
      if (colour === -1 || isKept(pixel)) continue;
      beside.length = 0;
      let isStray = true;
      for (const [dx, dy] of around) {
        if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
        const other = pixel + dy * width + dx;
        isStray = colours[other] !== colour;
        if (!isStray) break;
        if (colours[other] !== -1) beside.push(other);
      }
      if (isStray) visit(pixel, beside);
    }
  }
}

/**
 * Gives stray pixels the most common colour among neighbours that are alike, those by an edge counting more, in place.
 * One without any stays.
 *
 * @param colours see `Colours`; `width` px in a row.
 * @param isKept pixels that may stand alone.
 * @param isAlike whether a pixel may take the colour of another: outlines take it from outlines.
 */
export function takeCommonest(
  colours: Colours,
  width: number,
  isKept: (pixel: number) => boolean,
  isAlike: (pixel: number, other: number) => boolean,
): void {
  eachStray(colours, width, isKept, (i, beside) => {
    const votes = new Map<number, number>();
    for (const j of beside) {
      if (!isAlike(i, j)) continue;
      const other = colours[j] as number;
      votes.set(other, (votes.get(other) ?? 0) + (isByEdge(i, j, width) ? 3 : 2));
    }
    let most = 0;
    for (const [other, count] of votes) {
      if (count <= most) continue;
      most = count;
      colours[i] = other;
    }
  });
}

/**
 * Gives stray pixels the colour beside them that is least unlike, in place; of equals the upper, then the left one. One
 * beside which nothing is stays.
 *
 * @param colours see `Colours`; `width` px in a row.
 * @param isKept pixels that may stand alone.
 * @param gap how unlike a pixel and a neighbour are; `Infinity` for one whose colour is not to be taken.
 */
export function takeNearest(
  colours: Colours,
  width: number,
  isKept: (pixel: number) => boolean,
  gap: (pixel: number, other: number) => number,
): void {
  eachStray(colours, width, isKept, (i, beside) => {
    let nearest = i;
    let least = Infinity;
    for (const j of beside) {
      const unlike = gap(i, j);
      if (unlike > least || (unlike === least && j > nearest) || unlike === Infinity) continue;
      least = unlike;
      nearest = j;
    }
    colours[i] = colours[nearest] as number;
  });
}

/** Whether two neighbours share an edge, not only a corner. */
export const isByEdge = (pixel: number, other: number, width: number): boolean =>
  Math.abs(pixel - other) === 1 || Math.abs(pixel - other) === width;
