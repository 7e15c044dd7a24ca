import { fmix32 } from '../hash.ts';

/**
 * Fine-grained chance for whatever comes in hundreds: leaves, stones of a wall, straws. Named lots are for choices
 * that an artist would have a word for; this is for the rest.
 */
export type Grain = (x: number, y: number) => number;

/** Numbers from 0 to just below 1, one for each whole place; unlike for another salt. */
export function grainOf(salt: number): Grain {
  return (x, y) => {
    const word = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul((y | 0) + 0x165667b1, 0x9e3779b1) ^ (salt | 0);
    return fmix32(word) / 4_294_967_296;
  };
}
