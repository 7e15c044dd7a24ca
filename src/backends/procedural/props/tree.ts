import type { Easel } from './easel.ts';
import type { Grain } from './grain.ts';
import type { Lots } from '../draw-lots.ts';
import type { Season } from './tufts.ts';

/** What a tree is painted from. */
export interface Plot {
  readonly easel: Easel;
  readonly season: Season;
  /** 1 for a grown tree of up to 62 x 78 px, 0.72 for a young one of up to 46 x 62. */
  readonly scale: number;
  readonly lots: Lots;
  readonly grain: Grain;
}

/**
 * A species of tree: the default export of a file in `trees/`, found by `npm run gen`. It paints from the ground
 * point up and gives the row of its top.
 */
export interface Species {
  readonly paint: (plot: Plot) => { readonly top: readonly [number, number] };
}
