import { solid } from '../../solids/figure.ts';
import { ball, limb, wave } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { scalp } from '../strands.ts';

/** Combed up into a knot on the crown, held by a ribbon. */
const bun: Hairstyle = {
  coversEars: false,
  shape: (person) => {
    const { traits, build, isSmall } = person;
    const top = build.headRadii[1];
    return [
      scalp(person, 0.5, -2.6),
      solid('ribbon', traits.accent, ball([0, top + 0.1, -3], [2.5, 1, 2.5])),
      solid(
        'bun',
        traits.hair,
        ball([0, top + (isSmall ? 1 : 1.1), -3.4], isSmall ? [2.6, 2, 2.6] : [2.9, 2.3, 2.9]),
        {
          texture: (x, y) => wave((x + y) * 0.3) * 0.2,
        },
      ),
      solid('lock', traits.hair, limb([5.6, 1.5, 3], [5.9, -3.2, 3.2], 0.9, 0.5)),
    ];
  },
};

export default bun;
