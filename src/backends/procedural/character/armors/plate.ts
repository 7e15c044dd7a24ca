import { metals } from '../../ramps/people.ts';
import { sides, solid } from '../../solids/figure.ts';
import { ball, limb, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { chestBlock, chestShade } from '../cloth.ts';
import type { Armor } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

/** A breastplate over bands of iron, with a tabard in the colour of the cloth. */
const plate: Armor = {
  main: 'metal',
  sleeve: [1.9, 1.85],
  chest: (person) => {
    const { build, chest, traits } = person;
    const tabard: Field = (x) => Math.abs(x) - 2.2;
    return [
      solid('chest', chest, chestBlock(person), { texture: chestShade(person) }),
      solid('tabard', traits.cloth, within(chestBlock(person, 0.2), tabard)),
      solid('gorget', traits.metal, ball([0, build.shoulderY + 1.1, 0], [4.1, 1.7, 3.5])),
      ...sides.flatMap((side) => {
        const at: Vec = [side * (build.shoulderX + 0.6), build.shoulderY + 0.1, 0];
        const rim: Field = (_x, y) => y - at[1] + 1;
        return [
          solid(`pauldron${side}`, traits.metal, ball(at, [2.9, 2.7, 3.1])),
          solid(`pauldron${side}`, metals.gold, within(ball(at, [3.05, 2.85, 3.25]), rim)),
        ];
      }),
    ];
  },
  hips: ({ build, chest, traits }) => {
    const hem = build.hipY - 2.3;
    const half = build.chestHalf[0];
    const bands: Field = (_x, y) => (wave((y - hem) * 0.5) > 0.6 ? -0.25 : 0);
    return [
      solid('skirt', chest, skirt([0, hem, 0], 4, half + 1.1, half, 0.79), { texture: bands }),
      solid(
        'tabard',
        traits.cloth,
        within(skirt([0, hem - 1.4, 0], 4.6, half + 1.45, half + 0.5, 0.8), (x) => Math.abs(x) - 2.4),
      ),
      solid(
        'tabard',
        metals.gold,
        within(skirt([0, hem - 1.5, 0], 1, half + 1.5, half + 1.4, 0.81), (x) => Math.abs(x) - 2.4),
      ),
    ];
  },
  arm: ({ bones, traits }, side) => {
    const [, elbow, wrist] = bones.arm(side).joints;
    return [solid(`gauntlet${side}`, traits.metal, limb(elbow, wrist, 1.7, 2.4))];
  },
};

export default plate;
