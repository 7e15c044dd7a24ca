import { solid } from '../../solids/figure.ts';
import { ball, skirt, within, type Field } from '../../solids/shape.ts';
import { chestBlock, chestShade, collar, folds, trailing } from '../cloth.ts';
import type { Armor } from '../part.ts';

/** Down to the ankles, with wide sleeves. */
const robe: Armor = {
  main: 'cloth',
  hidesLegs: true,
  sleeve: [1.9, 2.6],
  chest: (person) => {
    const { chest, trim } = person;
    const front: Field = (x, _y, z) => Math.max(Math.abs(x) - 0.8, -z);
    return [
      solid('robe', chest, chestBlock(person), { texture: chestShade(person) }),
      solid('robe', trim, within(chestBlock(person, 0.14), front)),
      collar(person, trim),
    ];
  },
  hips: (person) => {
    const { build, chest, trim, pose } = person;
    const hem = 2.9 + Math.max(0, build.chestHalf[0] - 4.9) * 0.9;
    const height = build.hipY + 2.4 - hem;
    const half = build.chestHalf[0];
    const [back, aside] = pose.trail;
    const hangs = (shape: ReturnType<typeof skirt>) =>
      trailing(shape, build.hipY, build.hipY, back * 1.2, aside * 1.4);
    const front: Field = (x, _y, z) => Math.max(Math.abs(x) - 0.8, -z);
    return [
      solid('robe', chest, hangs(skirt([0, hem, 0], height, half + 1.8, half - 0.4, 0.79)), {
        texture: folds(person, hem),
      }),
      solid('robe', trim, hangs(skirt([0, hem - 0.1, 0], 1.4, half + 1.95, half + 1.6, 0.8))),
      solid('robe', trim, hangs(within(skirt([0, hem, 0], height, half + 1.92, half - 0.28, 0.8), front))),
    ];
  },
  arm: ({ bones, trim }, side) => {
    const [, , wrist] = bones.arm(side).joints;
    return [solid(`arm${side}`, trim, ball(wrist, [2.7, 1.7, 2.7]))];
  },
};

export default robe;
