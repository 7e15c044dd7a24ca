/**
 * Numbers of tiles, by the bits of what lies around. Both are the clockwise weightings that Guy Walker published
 * (http://cr31.co.uk/stagecast/wang/2corn.html and .../blob.html) and that most autotile tools read.
 *
 * Wang: the corners of the tile that are covered, NE 1, SE 2, SW 4, NW 8. Blob: the neighbours that are covered, N 1,
 * NE 2, E 4, SE 8, S 16, SW 32, W 64, NW 128, a corner only where both sides beside it are: 47 of 256 remain.
 */
export const corner = { ne: 1, se: 2, sw: 4, nw: 8 } as const;
export const side = { n: 1, ne: 2, e: 4, se: 8, s: 16, sw: 32, w: 64, nw: 128 } as const;

/** A neighbourhood without the corners that no tile shows, one of the 47. */
export function blobOf(mask: number): number {
  let kept = mask & 85;
  for (const bit of [side.ne, side.se, side.sw, side.nw]) {
    const before = bit >> 1;
    const after = bit === side.nw ? side.n : bit << 1;
    if ((mask & bit) !== 0 && (mask & before) !== 0 && (mask & after) !== 0) kept |= bit;
  }
  return kept;
}

/**
 * The 16 Wang tiles as a sheet of 4 x 4 in which every tile fits its neighbours, also around the edges: each corner of
 * the sheet's lattice is covered or not, and no two of the 2 x 2 windows are alike.
 */
const lattice = ['0010', '1110', '0111', '0100'];
export const wangSheet: readonly (readonly number[])[] = lattice.map((_, row) =>
  [0, 1, 2, 3].map((column) => {
    const at = (down: number, right: number): boolean =>
      lattice[(row + down) % 4]?.[(column + right) % 4] === '1';
    return (
      (at(0, 1) ? corner.ne : 0) |
      (at(1, 1) ? corner.se : 0) |
      (at(1, 0) ? corner.sw : 0) |
      (at(0, 0) ? corner.nw : 0)
    );
  }),
);

/**
 * The 47 blob tiles in the order of Godot's 3 x 3 template of 12 x 4 tiles, which many packs and tools share; `null` is
 * its one empty place. https://docs.godotengine.org/en/3.5/tutorials/2d/using_tilemaps.html
 */
export const blobSheet: readonly (readonly (number | null)[])[] = [
  [16, 20, 84, 80, 213, 92, 116, 87, 28, 125, 124, 112],
  [17, 21, 85, 81, 29, 127, 253, 113, 31, 119, null, 245],
  [1, 5, 69, 65, 23, 223, 247, 209, 95, 255, 221, 241],
  [0, 4, 68, 64, 117, 71, 197, 93, 7, 199, 215, 193],
];
