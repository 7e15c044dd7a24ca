import { solid } from '../../solids/figure.ts';
import { skirt, within } from '../../solids/shape.ts';
import { chestBlock, chestShade, collar, folds } from '../cloth.ts';
import type { Armor } from '../part.ts';

const tunic: Armor = {
  main: 'cloth',
  sleeve: [1.85, 1.75],
  chest: (person) => {
    const { chest, trim } = person;
    return [
      solid('chest', chest, chestBlock(person), { texture: chestShade(person) }),
      solid(
        'chest',
        trim,
        within(chestBlock(person, 0.12), (x, _y, z) => Math.max(Math.abs(x) - 0.85, -z)),
      ),
      collar(person, trim),
    ];
  },
  hips: (person) => {
    const { build, chest, trim } = person;
    const hem = build.hipY - 2.9;
    const half = build.chestHalf[0];
    return [
      solid('skirt', chest, skirt([0, hem, 0], 4.9, half + 1.2, half, 0.8), { texture: folds(person, hem) }),
      solid('skirt', trim, skirt([0, hem - 0.1, 0], 1.1, half + 1.35, half + 1.1, 0.81)),
    ];
  },
};

export default tunic;
