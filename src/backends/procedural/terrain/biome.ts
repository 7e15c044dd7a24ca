import type { Ramp } from '../ramps/ramp.ts';
import type { BorderTile } from './border-tile.ts';
import type { FullTile } from './full-tile.ts';
import type { Code } from './codes.ts';

/** What hangs or falls from the lower border of a terrain that lies higher than the next. */
export interface Fringe {
  /** `blades` are ragged and pointed, `scallops` round, `chips` level with pieces broken off. */
  readonly shape: 'blades' | 'scallops' | 'chips' | 'none';
  /** Px of the shortest and the longest, in a tile of 16. */
  readonly least: number;
  readonly most: number;
  /** Steps of the ramp from its top to its tip, spread over its length. */
  readonly steps: readonly number[];
}

/** How a terrain ends where a lower one begins. Steps are of its first ramp; `null` leaves the ground as it is. */
export interface Edge {
  /** How far the border wanders, in px of a tile of 16: 0 .. 2.5; beyond 1.8 px it is cut. */
  readonly rough: number;
  /** Size of its bends, in px of a tile of 16: 2, 4 or 8. */
  readonly bend: 2 | 4 | 8;
  readonly fringe: Fringe;
  /** Along borders that face the light (top and left), those that face away (right), and above the fringe. */
  readonly lit: number | null;
  readonly shade: number | null;
  readonly lip: number | null;
  /** Px of shadow on what lies below, in a tile of 16. */
  readonly shadow: number;
}

/**
 * A kind of ground: the default export of a file in `biomes/`, found by `npm run gen`. Everything repeats after one tile
 * in both directions; what the variant changes stays away from the edges, so that any tile fits beside any other.
 */
export interface Biome {
  readonly title: string;
  /** Where two meet, the higher one has the edge and hangs over. */
  readonly height: number;
  /** Ramps that it may be drawn in, the first of each its ground; seeds that follow each other get different ones. */
  readonly ramps: readonly [readonly Ramp[], ...(readonly Ramp[])[]];
  /** Biomes that the seed chooses from where a binding leaves the second terrain open. */
  readonly beside: readonly [string, ...string[]];
  /** How many frames it has: 1, or 4 with `frameMs` each. */
  readonly frames: 1 | 4;
  readonly frameMs?: number;
  /** Ramps whose single pixels are meant: glints, pollen. */
  readonly glints?: readonly Code[];
  /** Draws the full tile of one variant: 0 is plain, later ones carry more. */
  readonly paint: (tile: FullTile) => void;
  readonly edge: Edge;
  /** What it adds to its own border, after the edge. */
  readonly rim?: (border: BorderTile, lower: Biome | null) => void;
  /** What it adds where a higher terrain ends on it, after that one's edge. */
  readonly shore?: (border: BorderTile, upper: Biome) => void;
}
