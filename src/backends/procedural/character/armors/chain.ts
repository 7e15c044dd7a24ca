import { solid } from '../../solids/figure.ts';
import { skirt, wave, within, type Field } from '../../solids/shape.ts';
import { chestBlock, collar } from '../cloth.ts';
import type { Armor } from '../part.ts';

/** Rings: a weave of light and dark that turns with the body. */
const rings: Field = (x, y, z) => (wave((x + z) * 0.28) * wave(y * 0.3) > 0 ? 0.3 : -0.25);

/** A shirt of mail under a surcoat in the colour of the cloth. */
const chain: Armor = {
  main: 'mail',
  sleeve: [1.9, 1.85],
  chest: (person) => {
    const { build, traits, chest } = person;
    const coat: Field = (x) => Math.abs(x) - (build.shoulderX - 2.2);
    return [
      solid('chest', chest, chestBlock(person), { texture: rings }),
      solid('surcoat', traits.cloth, within(chestBlock(person, 0.25), coat), {
        texture: (x, _y, z) => (!person.isSmall && z < 0 && Math.abs(x) < 0.45 ? -0.3 : 0),
      }),
      collar(person, chest),
    ];
  },
  hips: ({ build, traits, chest }) => {
    const hem = build.hipY - 2.6;
    const half = build.chestHalf[0];
    const coat: Field = (x) => Math.abs(x) - (half - 1);
    return [
      solid('skirt', chest, skirt([0, hem, 0], 4.4, half + 1.2, half, 0.8), { texture: rings }),
      solid(
        'surcoat',
        traits.cloth,
        within(skirt([0, hem - 1.2, 0], 5.4, half + 1.6, half + 0.3, 0.82), coat),
      ),
    ];
  },
};

export default chain;
