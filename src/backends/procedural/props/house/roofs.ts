import { boulders } from '../../ramps/boulders.ts';
import { grass } from '../../ramps/foliage.ts';
import type { Ramp } from '../../ramps/ramp.ts';
import { straw, woods } from '../../ramps/timber.ts';
import { cellsOf } from '../cells.ts';
import type { Touch } from '../easel.ts';
import type { Grain } from '../grain.ts';

/** What a roof is laid of: `along` px parallel to the ridge, `down` px from it, `base` the step of its face. */
export interface Roof {
  readonly lay: (along: number, down: number, base: number) => Touch;
  /** Px by which its lower edge hangs down at a column, 0 .. 4. */
  readonly fringe: (along: number) => number;
  /** What its edge and ridge are made of, and how many px thick it is there. */
  readonly edge: Ramp;
  readonly thick: number;
}

/** Tiles in courses that overlap like scales; each course begins in the shade of the one above. */
function courses(ramp: Ramp, grain: Grain, high: number, wide: number, wear: number): Roof['lay'] {
  return (along, down, base) => {
    const course = Math.floor(down / high);
    const row = down - course * high;
    const shift = (course & 1) * (wide / 2) + grain(course, 3) * 1.5;
    const tile = Math.floor((along + shift) / wide);
    const column = along + shift - tile * wide;
    const luck = grain(tile, course + 701);
    const worn = luck < wear ? -1 : luck > 1 - wear * 0.7 ? 1 : 0;
    if (row < 1) return [ramp, base - 2];
    if (column < 1 && row < high - 0.5) return [ramp, base - 1];
    return [ramp, base + worn + (row >= high - 1 ? 1 : 0)];
  };
}

/** Roofs by lever. */
export const roofs = {
  thatch: (grain) => {
    const stalk = cellsOf(1.8, 7, grain);
    return {
      lay: (along, down, base) => {
        const { luck } = stalk(along, down);
        const ledge = (down + grain(Math.floor(along / 3), 5) * 2) % 13;
        const step = base + (luck < 0.26 ? -1 : luck > 0.78 ? 1 : 0);
        return [straw, ledge < 1.2 ? step - 1 : step];
      },
      fringe: (along) => grain(Math.floor(along / 2), 711) * 2.6,
      edge: straw,
      thick: 4,
    };
  },
  shingle: (grain) => ({
    lay: courses(woods.redwood, grain, 4, 5, 0.2),
    fringe: (along) => (grain(Math.floor(along / 5), 713) < 0.3 ? 1 : 0),
    edge: woods.walnut,
    thick: 2,
  }),
  slate: (grain) => ({
    lay: courses(boulders.slate, grain, 3, 6, 0.16),
    fringe: () => 0,
    edge: woods.tarred,
    thick: 2,
  }),
  turf: (grain) => {
    const blade = cellsOf(2.8, 2.6, grain);
    return {
      lay: (along, down, base) => {
        const { luck } = blade(along, down);
        return [grass, base + (luck < 0.25 ? -1 : luck > 0.76 ? 1 : 0)];
      },
      fringe: (along) => grain(Math.floor(along / 2), 717) * 2.4,
      edge: woods.oak,
      thick: 3,
    };
  },
} as const satisfies Record<string, (grain: Grain) => Roof>;
