import type { Look } from '../levers.ts';
import { metals, trousers } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { parts as armors } from './armors/parts.ts';
import type { Build } from './build.ts';
import type { Armor } from './part.ts';
import type { Pose } from './pose.ts';
import type { Skeleton } from './skeleton.ts';
import type { Traits } from './traits.ts';

/** A person in a pose, with the materials that follow from what it wears. */
export interface Dressed {
  readonly look: Look;
  readonly traits: Traits;
  readonly build: Build;
  readonly bones: Skeleton;
  readonly pose: Pose;
  /** Drawn at so few px that buckles, stitches and laces would be noise. */
  readonly isSmall: boolean;
  readonly chest: Ramp;
  readonly sleeve: Ramp;
  readonly boot: Ramp;
  readonly leg: Ramp;
  readonly glove: Ramp;
  readonly trim: Ramp;
}

type Body = Pick<Dressed, 'look' | 'traits' | 'build' | 'bones' | 'pose' | 'isSmall'>;

export function dress(body: Body): Dressed {
  const { cloth, leather, metal, skin, trim } = body.traits;
  const armor: Armor = armors[body.look.armor];
  const { main } = armor;
  const isMetal = main === 'metal';
  return {
    ...body,
    chest: isMetal ? metal : main === 'leather' ? leather : cloth,
    sleeve: isMetal ? metal : armor.isBareArmed === true ? skin : cloth,
    boot: body.look.armor === 'plate' ? metal : leather,
    leg: isMetal ? metals.iron : trousers,
    glove: isMetal ? metal : skin,
    trim: trim === cloth ? metals.gold : trim,
  };
}
