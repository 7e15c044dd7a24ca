import { metals } from '../../ramps/people.ts';
import { sides, solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { scalp } from '../strands.ts';
import type { Vec } from '../../solids/vec.ts';

/** Two braids over the shoulders, knot by knot. */
const braids: Hairstyle = {
  coversEars: true,
  shape: (person) => {
    const { traits, pose, isSmall } = person;
    const [back, aside] = pose.trail;
    const knots = isSmall ? 3 : 4;
    return [
      scalp(person, 0.7, -3.6),
      ...sides.flatMap((side) => {
        const at = (knot: number): Vec => {
          const down = knot / knots;
          return [
            side * (6.4 - down * 0.9) + aside * down * down * 2.5,
            -2.2 - down * 8.2,
            1.2 + down * 1.4 - back * down * down * 2.5,
          ];
        };
        return [
          ...Array.from({ length: knots }, (_, knot) =>
            solid(
              `braid${side}-${knot & 1}`,
              traits.hair,
              ball(at(knot), [1.8 - knot * 0.1, 1.55, 1.8 - knot * 0.1]),
            ),
          ),
          solid(`tie${side}`, metals.gold, ball(at(knots - 0.3), [1.3, 0.9, 1.3])),
          solid(`braid${side}-end`, traits.hair, limb(at(knots), at(knots + 0.5), 1.2, 0.5)),
        ];
      }),
    ];
  },
};

export default braids;
