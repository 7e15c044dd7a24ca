import { metals, trousers } from '../ramps/people.ts';
import type { Dressed } from './part.ts';

type Body = Pick<Dressed, 'look' | 'gear' | 'traits' | 'build' | 'bones' | 'pose' | 'isSmall'>;

/** Gives a body in a pose the materials that its armor and its traits say. */
export function dress(body: Body): Dressed {
  const { cloth, leather, metal, skin, trim } = body.traits;
  const { main, isBareArmed } = body.gear.armor;
  const isMetal = main === 'metal';
  return {
    ...body,
    chest: isMetal ? metal : main === 'mail' ? metals.mail : main === 'leather' ? leather : cloth,
    sleeve: isMetal ? metal : main === 'mail' ? metals.mail : isBareArmed === true ? skin : cloth,
    boot: body.look.armor === 'plate' ? metal : leather,
    leg: isMetal ? metals.iron : trousers,
    glove: isMetal ? metal : main === 'mail' ? leather : skin,
    trim: trim === cloth ? metals.gold : trim,
  };
}
