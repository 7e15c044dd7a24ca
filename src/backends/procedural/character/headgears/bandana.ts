import { solid } from '../../solids/figure.ts';
import { ball, limb, within } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** A cloth tied behind the head, its ends trailing. */
const bandana: Headgear = {
  hairBelow: 2.8,
  shape: ({ build, traits, pose }) => {
    const size = build.headRadii[0];
    const [back, aside] = pose.trail;
    const ramp = traits.accent;
    return [
      solid(
        'bandana',
        ramp,
        within(ball([0, 0.9, -0.4], [size + 0.9, size + 0.9, size + 0.9]), (_x, y, z) => 2.5 + z * 0.12 - y),
        {
          texture: (_x, y, z) => (y < 3.7 + z * 0.12 ? -0.2 : 0),
        },
      ),
      solid('knot', ramp, ball([0, 1.4, -7], [1.4, 1.3, 1.1])),
      solid('ends', ramp, limb([0.4, 1, -7.4], [2 + aside * 3, -3.4 + back, -8.4 - back * 3], 0.9, 1.1)),
      solid('ends', ramp, limb([-0.4, 1, -7.4], [-1.6 + aside * 3, -2.4 + back, -8.8 - back * 3], 0.9, 1)),
    ];
  },
};

export default bandana;
