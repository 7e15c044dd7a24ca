import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, block, limb, panel } from '../../solids/shape.ts';
import { scabbard } from '../carried.ts';
import type { Weapon } from '../part.ts';

const dagger: Weapon = {
  hold: 'knife',
  attack: 'thrust',
  takesShield: true,
  carried: scabbard(4.5),
  shape: ({ traits, thin }) => {
    const wide = Math.max(1.2, thin);
    const blade = panel(
      [0, 1.7, 0],
      [
        [-wide, 0],
        [wide, 0],
        [wide, 3.4],
        [0, 6.6],
        [-wide, 3.4],
      ],
      thin,
    );
    return [
      solid('dagger-grip', traits.leather, limb([0, -1.5, 0], [0, 1.2, 0], 0.85)),
      solid('dagger-pommel', metals.bronze, ball([0, -2, 0], [1, 0.9, 1])),
      solid('dagger-guard', metals.bronze, block([0, 1.6, 0], [2, 0.7, 0.9], 0.5), { isThin: true }),
      solid('dagger-blade', metals.steel, blade, { isThin: true, texture: (x) => (x < -0.1 ? 0.8 : 0) }),
    ];
  },
};

export default dagger;
