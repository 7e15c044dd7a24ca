import { corner, side } from './masks.ts';

/**
 * How far inside the covered part of a tile the middle of a pixel lies, in px, below 0 outside. Also defined beyond the
 * tile, as its neighbours show it: within about a quarter of a tile from an edge it depends on that edge alone, and
 * there borders run straight across. That is what lets rims and shadows look over an edge and still meet.
 */
export type Coverage = (x: number, y: number) => number;

const clamped = (value: number): number => Math.max(0, Math.min(1, value));
const has = (mask: number, bit: number): number => ((mask & bit) === 0 ? 0 : 1);

/**
 * Corners joined by a smooth field; borders cross the edges of a tile near their middle. They run straight for longer
 * below than above, because fringes and shadows fall downwards.
 */
export function wangCoverage(mask: number, size: number): Coverage {
  const scale = size / 16;
  const [beside, above, below] = [4 * scale, 4 * scale, 6 * scale];
  const [nw, ne, se, sw] = [corner.nw, corner.ne, corner.se, corner.sw].map((bit) => has(mask, bit)) as [
    number,
    number,
    number,
    number,
  ];
  // Two covered corners that face each other would meet in one point: they are kept apart.
  const apart = nw === se && ne === sw && nw !== ne ? size : 0;
  return (x, y) => {
    const u = clamped((x + 0.5 - beside) / (size - 2 * beside));
    const v = clamped((y + 0.5 - above) / (size - above - below));
    const top = nw + (ne - nw) * u;
    const bottom = sw + (se - sw) * u;
    return (top + (bottom - top) * v - 0.5) * 7 * scale - apart * u * (1 - u) * v * (1 - v);
  };
}

/**
 * How far a border may wander outward, px of a tile of 16. With half a px or more, a pixel a quarter of a tile from an
 * edge would be covered in one tile and not in the next that has the same edge. Foam looks 2 px further in than the last
 * px but one, the clean-up of strays 1 px further than the edge: together just that far.
 */
export const wanderMost = 0.45;

/** Px from each side of a tile to the border that runs along it. */
export interface Insets {
  readonly n: number;
  readonly e: number;
  readonly s: number;
  readonly w: number;
}

/**
 * Insets for a tile of 16 px, such that nothing of a border reaches the tile's edge: at most `wanderMost` px that it wanders, 3 px
 * of fringe below and 2 px of foam or shadow. `ofLower` is for sets of the terrain that lies under the other.
 */
export const insetsFor = (ofLower: boolean): Insets =>
  ofLower ? { n: 4, e: 5, s: 7, w: 5 } : { n: 4, e: 4, s: 7, w: 4 };

/** Sides and corners that are not covered lie behind a border inside the tile. */
export function blobCoverage(mask: number, size: number, insets: Insets): Coverage {
  const scale = size / 16;
  const round = 3 * scale;
  // Corners that are not covered between two sides that are stay nearly square: see `Coverage`.
  const notch = scale / 2;
  const [n, ne, e, se, s, sw, w, nw] = Object.values(side).map((bit) => has(mask, bit) === 1) as [
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  const quarters = [
    { row: n, column: w, corner: nw, down: false, right: false },
    { row: n, column: e, corner: ne, down: false, right: true },
    { row: s, column: e, corner: se, down: true, right: true },
    { row: s, column: w, corner: sw, down: true, right: false },
  ];
  return (x, y) => {
    let depth = size / 4;
    for (const quarter of quarters) {
      const across =
        (quarter.right ? size - x - 0.5 : x + 0.5) - (quarter.right ? insets.e : insets.w) * scale;
      const along = (quarter.down ? size - y - 0.5 : y + 0.5) - (quarter.down ? insets.s : insets.n) * scale;
      if (!quarter.row) depth = Math.min(depth, along);
      if (!quarter.column) depth = Math.min(depth, across);
      if (!quarter.row && !quarter.column) depth = Math.min(depth, cornerDepth(across, along, round));
      if (quarter.row && quarter.column && !quarter.corner)
        depth = Math.min(depth, notchDepth(across, along, notch));
    }
    return depth;
  };
}

/** Inside a corner that sticks out, rounded by `round` px. */
function cornerDepth(across: number, along: number, round: number): number {
  if (across > round || along > round) return Math.min(across, along);
  const dx = round - across;
  const dy = round - along;
  return round - Math.sqrt(dx * dx + dy * dy);
}

/** Outside of a rounded notch in a corner. */
function notchDepth(across: number, along: number, round: number): number {
  const dx = across + round;
  const dy = along + round;
  const ax = Math.max(dx, 0);
  const ay = Math.max(dy, 0);
  return Math.sqrt(ax * ax + ay * ay) + Math.min(Math.max(dx, dy), 0) - round;
}
