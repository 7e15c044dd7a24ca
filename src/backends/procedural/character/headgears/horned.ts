import { furs, metals } from '../../ramps/people.ts';
import { sides, solid } from '../../solids/figure.ts';
import { ball, limb, within } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

/** A round helm with two horns that curve up. */
const horned: Headgear = {
  hairBelow: 3,
  shape: ({ build, traits, isSmall }) => {
    const size = build.headRadii[0];
    const bone = furs[2];
    return [
      solid(
        'helm',
        traits.metal,
        within(ball([0, 1, -0.3], [size + 0.9, size + 0.9, size + 0.9]), (_x, y) => 2.8 - y),
      ),
      solid(
        'helm-band',
        metals.bronze,
        within(ball([0, 1, -0.3], [size + 1.2, size + 1.2, size + 1.2]), (_x, y) => Math.abs(y - 3.3) - 0.8),
      ),
      ...sides.flatMap((side) => {
        const foot: Vec = [side * (size + 0.2), 4.2, -0.2];
        const bend: Vec = [side * (size + (isSmall ? 2.4 : 3.2)), 5.2, -0.2];
        const tip: Vec = [side * (size + (isSmall ? 2.8 : 3.7)), isSmall ? 6 : 7, 0.2];
        return [
          solid(`socket${side}`, metals.bronze, ball(foot, [1.5, 1.7, 1.7])),
          solid(`horn${side}`, bone, limb(foot, bend, 1.5, 1.2)),
          solid(`horn${side}`, bone, limb(bend, tip, 1.2, 0.5)),
        ];
      }),
    ];
  },
};

export default horned;
