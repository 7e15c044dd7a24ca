import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';

const mace: Weapon = {
  hold: 'heavy',
  attack: 'slash',
  takesShield: true,
  shape: ({ traits, thin }) => {
    const top = 9.4 + traits.longer;
    const spikes = [
      [1, 0],
      [-1, 0],
      [0.6, 0.8],
      [-0.6, 0.8],
      [0.75, -0.66],
      [-0.75, -0.66],
    ] as const;
    return [
      solid('mace-shaft', traits.leather, limb([0, -3, 0], [0, top, 0], Math.max(0.85, thin)), {
        isThin: true,
      }),
      solid('mace-collar', metals.gold, ball([0, top - 2.2, 0], [1.5, 0.8, 1.5])),
      solid('mace-head', traits.metal, ball([0, top, 0], [2.4, 2.4, 2.4])),
      ...spikes.map(([x, y]) =>
        solid(
          'mace-head',
          traits.metal,
          limb([x * 1.8, top + y * 1.8, 0], [x * 3.6, top + y * 3.6, 0], 0.9, 0.5),
        ),
      ),
    ];
  },
};

export default mace;
