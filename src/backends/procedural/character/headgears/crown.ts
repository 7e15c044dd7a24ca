import { gem, metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, skirt, without, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** Gold with points, and a stone over the brow. */
const crown: Headgear = {
  hairBelow: null,
  shape: ({ build, isSmall }) => {
    const size = build.headRadii[0];
    const r = size - 0.2;
    // Points all around: the way around is measured by the ratio of x and z, which needs no angle.
    const points: Field = (x, y, z) => {
      const [a, b] = [Math.abs(x), Math.abs(z)];
      const around = (a > b ? 1 - (b / a) * 0.5 : (a / Math.max(b, 1e-6)) * 0.5) * (isSmall ? 2 : 3);
      const tooth = Math.abs(around - Math.floor(around + 0.5)) * 2;
      return 7.4 + 1.9 * (1 - tooth) * 1.6 - 1.3 - y;
    };
    return [
      solid('crown', metals.gold, without(skirt([0, 3.6, -0.3], 5.6, r, r + 0.9, 0.96), (x, y, z) => -points(x, y, z))),
      solid('crown-gem', gem, ball([0, 5.2, r - 0.2], [1.2, 1.3, 0.9])),
    ];
  },
};

export default crown;
