import type { Easel } from '../easel.ts';
import type { Grain } from '../grain.ts';
import type { Roof } from './roofs.ts';
import type { Wall } from './walls.ts';

/** 1 on the pixels that are roof: where snow lies. */
export type RoofMask = Uint8Array;

export const houseLevers = {
  walls: ['timber', 'stone', 'turf', 'half_timbered'],
  roof: ['thatch', 'shingle', 'slate', 'turf'],
  size: ['large', 'small'],
  snow: ['none', 'dusting', 'deep'],
} as const;

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
