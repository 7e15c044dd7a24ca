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

/**
 * Takes stray pixels away, in place: one whose colour none of its eight neighbours has takes the most common colour
 * among those that are `alike`, neighbours by an edge counting more. Nothing shared its colour, so that no other pixel
 * becomes stray by it.
 *
 * @param colours 0xRRGGBB for each pixel, row by row; -1 where there is none.
 * @param isKept pixels that may stand alone.
 * @param isAlike whether a pixel may take the colour of another: outlines take it from outlines.
 */
export function settle(
  colours: number[],
  width: number,
  isKept: (pixel: number) => boolean,
  isAlike: (pixel: number, other: number) => boolean,
): void {
  const height = Math.floor(colours.length / width);
  for (let i = 0; i < colours.length; i += 1) {
    const colour = colours[i] as number;
    if (colour === -1 || isKept(i)) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    const votes = new Map<number, number>();
    let isStray = true;
    for (const [order, [dx, dy]] of around.entries()) {
      if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue;
      const j = i + dy * width + dx;
      const other = colours[j] as number;
      if (other === colour) isStray = false;
      if (other === -1 || !isAlike(i, j)) continue;
      votes.set(other, (votes.get(other) ?? 0) + (order < 4 ? 3 : 2));
    }
    if (!isStray) continue;
    let most = 0;
    for (const [other, count] of votes) {
      if (count <= most) continue;
      most = count;
      colours[i] = other;
    }
  }
}
