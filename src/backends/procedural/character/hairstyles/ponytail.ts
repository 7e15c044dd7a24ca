import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { scalp, strands } from '../strands.ts';

const ponytail: Hairstyle = {
  coversEars: false,
  shape: (person) => {
    const { traits, pose } = person;
    const texture = strands(person);
    const [back, aside] = pose.trail;
    const sway = (traits.fall - 1.5) * 0.8 + aside * 4;
    const out = -9.4 - back * 3;
    const middle = [sway * 0.5, -2.2 + Math.abs(back), out * 0.98] as const;
    return [
      scalp(person, 0.6, -3.2),
      solid('hair-tie', metals.gold, ball([0, 3, -6.6], [1.7, 1.7, 1.5])),
      solid('tail', traits.hair, limb([0, 3, -8], middle, 2, 2.4), { texture }),
      solid(
        'tail',
        traits.hair,
        limb(middle, [sway, -8.6 + Math.abs(back) * 2.5, out * 0.92 - back * 2], 2.4, 0.7),
        {
          texture,
        },
      ),
    ];
  },
};

export default ponytail;
