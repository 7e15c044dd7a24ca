import { solid } from '../../solids/figure.ts';
import { panel, within } from '../../solids/shape.ts';
import { emblems } from '../emblem.ts';
import type { Shield } from '../part.ts';

const outline = (by: number): [number, number][] => [
  [0, -6.6 - by * 1.4],
  [2.6 + by * 0.7, -2.8],
  [4.2 + by, 1.6],
  [3.6 + by, 4.8 + by * 0.5],
  [0, 5.8 + by],
  [-3.6 - by, 4.8 + by * 0.5],
  [-4.2 - by, 1.6],
  [-2.6 - by * 0.7, -2.8],
];

/** Pointed below, with a rim of metal. */
const kite: Shield = {
  shape: ({ traits, paint }) => {
    const front = panel([0, 1.4, 0.45], outline(-0.5), 0.55);
    return [
      solid('shield-rim', traits.metal, panel([0, 1.4, 0], outline(0.5), 0.65)),
      solid('shield-back', traits.leather, panel([0, 1.4, -0.5], outline(0.1), 0.45)),
      solid('shield', traits.cloth, front),
      solid(
        'shield',
        paint,
        within(panel([0, 1.4, 0.55], outline(-0.5), 0.55), (x, y, z) =>
          emblems[traits.shieldPattern](x, y - 2.2, z),
        ),
      ),
    ];
  },
};

export default kite;
