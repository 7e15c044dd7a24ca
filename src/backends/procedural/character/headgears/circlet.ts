import { gem, metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, within } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** A thin band with a stone over the brow. */
const circlet: Headgear = {
  hairBelow: null,
  shape: ({ build }) => {
    const size = build.headRadii[0];
    return [
      solid(
        'circlet',
        metals.gold,
        within(
          ball([0, 0.8, -0.4], [size + 1.25, size + 1.2, size + 1.2]),
          (_x, y) => Math.abs(y - 2.9) - 0.7,
        ),
      ),
      solid('circlet-gem', gem, ball([0, 3.1, size + 0.1], [1.1, 1.2, 0.9])),
    ];
  },
};

export default circlet;
