import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, within } from '../../solids/shape.ts';
import { emblems } from '../emblem.ts';
import type { Shield } from '../part.ts';

/** A round shield of boards with a rim and a boss of iron. */
const round: Shield = {
  shape: ({ traits, paint }) => [
    solid('shield-back', traits.leather, ball([0, 0.6, -0.2], [5.4, 5.6, 0.9])),
    solid(
      'shield-rim',
      traits.metal,
      within(ball([0, 0.6, 0], [5.7, 5.9, 1.15]), (x, y) => 4.7 - Math.sqrt(x * x + (y - 0.6) * (y - 0.6))),
    ),
    solid('shield', traits.cloth, ball([0, 0.6, 0.3], [4.9, 5.1, 1.1])),
    solid(
      'shield',
      paint,
      within(ball([0, 0.6, 0.4], [4.9, 5.1, 1.1]), (x, y, z) => emblems[traits.shieldPattern](x, y - 0.6, z)),
    ),
    solid('shield-boss', metals.iron, ball([0, 0.6, 0.9], [1.5, 1.5, 1.2])),
  ],
};

export default round;
