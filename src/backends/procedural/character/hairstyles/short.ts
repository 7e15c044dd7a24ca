import { solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { scalp, strands } from '../strands.ts';

const short: Hairstyle = {
  coversEars: false,
  shape: (person) => {
    const { traits, build } = person;
    const top = build.headRadii[1];
    const lean = (traits.fall - 1.5) * 0.7;
    const texture = strands(person);
    return [
      scalp(person, 0.75, -3.4),
      // A quiff that falls to one side, and a tuft on the crown.
      solid('hair', traits.hair, ball([lean, top - 0.6, 2.2], [4.4, 1.9, 3.4]), { texture }),
      solid('hair', traits.hair, limb([lean * 2, top + 0.5, 3], [lean * 3.4, top - 0.2, 4.2], 1.3, 0.6)),
      solid('hair', traits.hair, ball([-lean * 0.6, top - 0.2, -2.4], [3.6, 1.6, 3]), { texture }),
    ];
  },
};

export default short;
