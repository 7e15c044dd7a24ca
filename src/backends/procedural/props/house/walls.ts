import { boulders } from '../../ramps/boulders.ts';
import { grass, soil } from '../../ramps/foliage.ts';
import { plaster, woods } from '../../ramps/timber.ts';
import { cellsOf } from '../cells.ts';
import type { Touch } from '../easel.ts';
import type { Grain } from '../grain.ts';

/** What stands at a pixel of a wall; `down` counts rows from its top, `x` is free. */
export type Wall = (x: number, down: number) => Touch;

/** Walls by lever. */
export const walls = {
  /** Logs laid across, notched at the corners by the posts that the house adds. */
  timber: (grain) => (x, down) => {
    const log = Math.floor(down / 4);
    const row = down % 4;
    const strand = grain(Math.floor((x + grain(log, 3) * 17) / 6), log * 4 + row);
    const step = row === 0 ? 3 : row === 3 ? 1 : 2;
    return [woods.oak, step + (row > 0 && row < 3 && strand < 0.18 ? -1 : row === 1 && strand > 0.8 ? 1 : 0)];
  },
  /** Field stones in mortar. */
  stone: (grain) => {
    const cell = cellsOf(6, 4.2, grain, { isLeaf: false, jitter: 0.55 });
    return (x, down) => {
      const { inner, luck, dx, dy } = cell(x, down);
      if (inner < 0.16) return [boulders.granite, 1];
      const face = luck < 0.3 ? 2 : luck > 0.82 ? 4 : 3;
      return [boulders.granite, face - (dy > 0.24 || dx > 0.34 ? 1 : 0)];
    };
  },
  /** Sods laid in rows, green where they grow on. */
  turf: (grain) => {
    const sod = cellsOf(6, 3, grain, { isLeaf: false, jitter: 0.35 });
    return (x, down) => {
      const { luck, dy } = sod(x, down);
      // Each sod has its earth above and its grass hanging down over the next.
      if (dy < -0.3) return [soil, luck < 0.5 ? 0 : 1];
      if (dy < 0) return [soil, luck < 0.4 ? 1 : 2];
      return luck < 0.3 ? [soil, 2] : [grass, luck < 0.6 ? 1 : dy > 0.3 ? 2 : 1];
    };
  },
  /** White clay between beams. */
  half_timbered: (grain) => (x, down) => {
    const patch = grain(Math.floor(x / 5), Math.floor(down / 3));
    return [plaster, patch < 0.16 ? 2 : 3];
  },
} as const satisfies Record<string, (grain: Grain) => Wall>;
