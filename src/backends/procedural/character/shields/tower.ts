import { solid } from '../../solids/figure.ts';
import { block, within } from '../../solids/shape.ts';
import { emblems } from '../emblem.ts';
import type { Shield } from '../part.ts';

/** Nearly as high as its bearer from knee to chin. */
const tower: Shield = {
  shape: ({ traits, paint }) => [
    solid('shield-rim', traits.metal, block([0, 3, 0], [4.4, 6.1, 0.75], 0.7)),
    solid('shield-back', traits.leather, block([0, 3, -0.5], [4, 5.7, 0.5], 0.4)),
    solid('shield', traits.cloth, block([0, 3, 0.4], [3.5, 5.2, 0.7], 0.5)),
    solid(
      'shield',
      paint,
      within(block([0, 3, 0.5], [3.5, 5.2, 0.7], 0.5), (x, y, z) =>
        emblems[traits.shieldPattern](x, y - 3, z),
      ),
    ),
    solid('shield-boss', traits.metal, block([0, 3.2, 1], [1.1, 1.1, 0.8], 0.4)),
  ],
};

export default tower;
