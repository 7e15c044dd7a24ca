import type { Look } from '../levers.ts';
import { metals, trousers } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import type { Skeleton } from './skeleton.ts';
import type { Traits } from './traits.ts';

/** A person's look, traits and joints, with the materials that follow from them. */
export interface Dressed {
  readonly look: Look;
  readonly traits: Traits;
  readonly bones: Skeleton;
  /** Chest, sleeves, boots, trousers and gloves. */
  readonly chest: Ramp;
  readonly sleeve: Ramp;
  readonly boot: Ramp;
  readonly leg: Ramp;
  readonly glove: Ramp;
  readonly trim: Ramp;
}

export function dress(look: Look, traits: Traits, bones: Skeleton): Dressed {
  const { cloth, leather, metal, skin, trim } = traits;
  const isPlate = look.armor === 'plate';
  return {
    look,
    traits,
    bones,
    chest: isPlate ? metal : look.armor === 'leather' ? leather : cloth,
    sleeve: isPlate ? metal : cloth,
    boot: isPlate ? metal : leather,
    leg: isPlate ? metals.iron : trousers,
    glove: isPlate ? metal : skin,
    trim: trim === cloth ? metals.gold : trim,
  };
}
