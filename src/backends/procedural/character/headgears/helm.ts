import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, block, within, without, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** An iron helm with cheek guards and a bar over the nose. */
const helm: Headgear = {
  hairBelow: -2.5,
  shape: ({ build, traits }) => {
    const size = build.headRadii[0];
    // Open before the face, and beside the eyes as far as the temples.
    const opening: Field = (x, y, z) =>
      Math.min(Math.max(0.6 - z, Math.abs(x) - 4.5, y - 2.4), Math.max(2 - z, y - 2.4, -2.2 - y));
    const bowl = ball([0, 0.9, -0.3], [size + 1, size + 1.1, size + 1]);
    const band = ball([0, 0.9, -0.3], [size + 1.25, size + 1.35, size + 1.25]);
    return [
      solid(
        'helm',
        traits.metal,
        within(without(bowl, opening), (_x, y) => -4.4 - y),
      ),
      solid(
        'helm-band',
        metals.gold,
        within(band, (_x, y) => Math.abs(y - 3.1) - 0.75),
      ),
      solid(
        'helm-ridge',
        metals.gold,
        within(ball([0, 0.9, -0.3], [1, size + 1.6, size + 1.5]), (_x, y) => 3 - y),
      ),
      solid('helm-nose', traits.metal, block([0, 0.4, size + 0.5], [0.7, 2, 0.5], 0.3)),
    ];
  },
};

export default helm;
