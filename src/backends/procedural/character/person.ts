import { armorSolids } from './armor.ts';
import { bodySolids } from './body.ts';
import { faceMarks } from './face.ts';
import type { Figure } from '../solids/figure.ts';
import { hairSolids } from './hair.ts';
import type { Look } from '../levers.ts';
import { dress } from './outfit.ts';
import { skeletonOf } from './skeleton.ts';
import { traitsOf } from './traits.ts';
import { weaponSolids } from './weapon.ts';

/** The person of a seed with a look, standing at the origin. */
export function person(look: Look, seed: number): Figure {
  const traits = traitsOf(seed, look);
  const bones = skeletonOf(traits);
  const dressed = dress(look, traits, bones);
  return {
    solids: [
      ...bodySolids(dressed),
      ...armorSolids(dressed),
      ...hairSolids(dressed),
      ...weaponSolids(dressed),
    ],
    head: { centre: bones.head, radii: bones.headRadii },
    marks: faceMarks(dressed),
    anchors: {
      feet: [0, 0, 0],
      hand_main: bones.hand(-1),
      hand_off: bones.hand(1),
      head: bones.head,
    },
  };
}
