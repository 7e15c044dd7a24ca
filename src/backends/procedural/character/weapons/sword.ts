import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, block, limb, panel } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';
import { scabbard } from '../carried.ts';

const sword: Weapon = {
  hold: 'blade',
  attack: 'slash',
  takesShield: true,
  carried: scabbard(9),
  shape: ({ traits, thin }) => {
    const length = 14 + traits.longer;
    const wide = Math.max(1.25, thin);
    const blade = panel(
      [0, 2, 0],
      [
        [-wide, 0],
        [wide, 0],
        [wide * 0.9, length - 2.4],
        [0, length],
        [-wide * 0.9, length - 2.4],
      ],
      thin,
    );
    return [
      solid('sword-grip', traits.leather, limb([0, -1.8, 0], [0, 1.4, 0], 0.85)),
      solid('sword-pommel', metals.gold, ball([0, -2.5, 0], [1.15, 1.15, 1.15])),
      solid('sword-guard', metals.gold, block([0, 2, 0], [2.9, 0.8, 0.95], 0.6), { isThin: true }),
      // One edge takes the light, the other lies in shade.
      solid('sword-blade', metals.steel, blade, { isThin: true, texture: (x) => (x < -0.1 ? 0.8 : 0) }),
    ];
  },
};

export default sword;
