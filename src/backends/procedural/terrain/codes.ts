/** Px of a tile's side. */
export type TileSize = 16 | 32;

/** A colour in a tile: ramp * 8 + step, ramps in the order of a biome's ramps. */
export type Code = number;

/** Added to codes of the lower terrain, so that both fit in one picture. */
export const lowerCodes = 64;
/** Nothing: the ground shows through. */
export const hole = -1;
