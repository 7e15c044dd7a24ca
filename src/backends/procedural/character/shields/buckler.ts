import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, within } from '../../solids/shape.ts';
import type { Shield } from '../part.ts';

/** A small shield of metal, no larger than a plate. */
const buckler: Shield = {
  shape: ({ traits }) => [
    solid('shield-back', traits.leather, ball([0, 0, -0.2], [3.5, 3.6, 0.8])),
    solid('shield', traits.metal, ball([0, 0, 0.1], [3.7, 3.8, 1.1])),
    solid(
      'shield-rim',
      metals.bronze,
      within(ball([0, 0, 0.15], [3.9, 4, 1.15]), (x, y) => 3 - Math.sqrt(x * x + y * y)),
    ),
    solid('shield-boss', metals.bronze, ball([0, 0, 0.9], [1.4, 1.4, 1.2])),
  ],
};

export default buckler;
