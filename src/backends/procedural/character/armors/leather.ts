import { solid } from '../../solids/figure.ts';
import { limb, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { chestBlock, chestShade, collar, folds } from '../cloth.ts';
import type { Armor } from '../part.ts';

/** A jerkin with stitched bands over cloth, and bracers. */
const leather: Armor = {
  main: 'leather',
  sleeve: [1.85, 1.75],
  chest: (person) => {
    const { build, chest, traits, isSmall } = person;
    const shade = chestShade(person);
    const stitches: Field = (x, y, z) =>
      shade(x, y, z) + (!isSmall && wave(y * 0.42 + Math.abs(x) * 0.1) > 0.72 ? -0.3 : 0);
    const edge = build.shoulderX - 2.1;
    return [
      solid('chest', chest, chestBlock(person), { texture: stitches }),
      solid(
        'shoulders',
        traits.cloth,
        within(chestBlock(person, 0.05), (x) => edge - Math.abs(x)),
      ),
      collar(person, traits.cloth),
    ];
  },
  hips: (person) => {
    const { build, chest, traits, isSmall } = person;
    const hem = build.hipY - 2.5;
    const half = build.chestHalf[0];
    return [
      solid('skirt', traits.cloth, skirt([0, hem - 1.3, 0], 3, half + 1.1, half + 0.5, 0.78), {
        texture: folds(person, hem),
      }),
      solid('tassets', chest, skirt([0, hem, 0], 4.6, half + 1.2, half, 0.79), {
        texture: (x, _y, z) => (!isSmall && wave((x + z * 0.6) * 0.3 + 0.25) > 0.6 ? -0.34 : 0),
      }),
    ];
  },
  arm: ({ bones, traits }, side) => {
    const [, elbow, wrist] = bones.arm(side).joints;
    return [solid(`bracer${side}`, traits.leather, limb(elbow, wrist, 2, 2.15))];
  },
};

export default leather;
