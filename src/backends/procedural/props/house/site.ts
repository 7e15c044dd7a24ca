import type { Easel } from '../easel.ts';
import type { Grain } from '../grain.ts';
import type { Roof } from './roofs.ts';
import type { Wall } from './walls.ts';

/** 1 on the pixels that are roof: where snow lies. */
export type RoofMask = Uint8Array;

/** Levers of houses; the first value of each is drawn when nothing is said. */
export const houseLevers = {
  walls: ['timber', 'stone', 'turf', 'half_timbered'],
  roof: ['thatch', 'shingle', 'slate', 'turf'],
  size: ['large', 'small'],
  snow: ['none', 'dusting', 'deep'],
} as const;

/** A value for each lever. */
export type HouseLook = { readonly [L in keyof typeof houseLevers]: (typeof houseLevers)[L][number] };

/** What the parts of a house are painted from. */
export interface Site {
  readonly easel: Easel;
  readonly look: HouseLook;
  readonly wall: Wall;
  readonly roof: Roof;
  readonly grain: Grain;
  readonly mask: RoofMask;
}
