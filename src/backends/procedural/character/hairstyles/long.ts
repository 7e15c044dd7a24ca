import { sides, solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import { trailing } from '../cloth.ts';
import type { Hairstyle } from '../part.ts';
import { scalp, strands } from '../strands.ts';

const long: Hairstyle = {
  coversEars: true,
  shape: (person) => {
    const { traits, pose } = person;
    const texture = strands(person);
    const length = 8.4 + (traits.fall & 1) * 1.6;
    const [back, aside] = pose.trail;
    return [
      scalp(person, 0.8, -5),
      solid(
        'hair',
        traits.hair,
        trailing(ball([0, -4.2, -3.6], [6.5, length, 3.1]), -1, 11, back * 3, aside * 3),
        { texture },
      ),
      ...sides.map((side) =>
        solid(
          `lock${side}`,
          traits.hair,
          trailing(
            limb([side * 6.1, 1, 0.6], [side * 5.7, -length, 1.2], 1.7, 1.1),
            -1,
            11,
            back * 2,
            aside * 3,
          ),
          { texture },
        ),
      ),
    ];
  },
};

export default long;
