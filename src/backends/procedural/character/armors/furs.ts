import { sides, solid } from '../../solids/figure.ts';
import { ball, limb, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { chestBlock, collar } from '../cloth.ts';
import type { Armor } from '../part.ts';

const tufts: Field = (x, y, z) => wave((x + z) * 0.45 + y * 0.3) * 0.26;

/** Pelts over bare arms, with a strap across the chest. */
const furs: Armor = {
  main: 'leather',
  isBareArmed: true,
  sleeve: [1.8, 1.65],
  chest: (person) => {
    const { build, traits, chest } = person;
    const strap: Field = (x, y) => Math.abs(x * 0.62 + (y - build.chest[1] - 0.6) * 0.78) - 0.8;
    return [
      solid('chest', chest, chestBlock(person, -0.1)),
      solid('strap', traits.cloth, within(chestBlock(person, 0.2), strap)),
      ...sides.map((side) =>
        solid(
          `pelt${side}`,
          traits.fur,
          ball([side * (build.shoulderX - 0.6), build.shoulderY + 0.4, -0.2], [3, 2.1, 3.6]),
          {
            texture: tufts,
          },
        ),
      ),
      collar(person, traits.fur),
    ];
  },
  hips: ({ build, traits }) => {
    const half = build.chestHalf[0];
    const hem = build.hipY - 3;
    return [
      solid('skirt', traits.fur, skirt([0, hem, 0], 5, half + 1.5, half + 0.1, 0.82), { texture: tufts }),
    ];
  },
  arm: ({ bones, traits }, side) => {
    const [, elbow, wrist] = bones.arm(side).joints;
    return [solid(`bracer${side}`, traits.fur, limb(elbow, wrist, 1.5, 2.2), { texture: tufts })];
  },
};

export default furs;
