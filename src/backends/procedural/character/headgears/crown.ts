import { cloths, gem, metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, limb, skirt, within, without, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

/** Where the points stand: x and z of directions around the head. */
const around = [
  [0, 1],
  [0.71, 0.71],
  [1, 0],
  [0.71, -0.71],
  [0, -1],
  [-0.71, -0.71],
  [-1, 0],
  [-0.71, 0.71],
] as const;

/** Gold with points, and a stone over the brow. */
const crown: Headgear = {
  hairBelow: null,
  shape: ({ build, traits, isSmall }) => {
    const r = build.headRadii[0] + 0.1;
    const inside: Field = (x, _y, z) => Math.sqrt(x * x + (z + 0.4) * (z + 0.4)) - r + 0.9;
    const shown = isSmall ? around.filter((_, i) => i % 2 === 0) : around;
    const lining = traits.cloth === cloths.madder ? cloths.purple : cloths.madder;
    return [
      // Velvet over a bald skull; hair is thicker, and hides it.
      solid(
        'crown-lining',
        lining,
        within(ball([0, 0.2, -0.2], [r + 0.1, r + 0.15, r + 0.1]), (_x, y) => 3.8 - y),
      ),
      solid('crown', metals.gold, without(skirt([0, 3.7, -0.4], 2.1, r, r + 0.4, 0.97), inside)),
      ...shown.map(([x, z]) => {
        const at = (up: number, out: number): Vec => [x * (r + out - 0.4), up, z * (r + out - 0.4) - 0.4];
        return solid('crown', metals.gold, limb(at(5.4, 0), at(8, 0.5), isSmall ? 1.4 : 1.15, 0.5));
      }),
      solid('crown-gem', gem, ball([0, 5, r - 0.1], [1.2, 1.2, 0.8])),
    ];
  },
};

export default crown;
