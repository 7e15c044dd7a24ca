import { metals, wood } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { limb, panel } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';

const spear: Weapon = {
  hold: 'pole',
  attack: 'lunge',
  takesShield: true,
  shape: ({ traits, thin, isSmall, toGround }) => {
    const top = 13 + traits.longer;
    const wide = isSmall ? 2.4 : 1.8;
    const head = panel(
      [0, top, 0],
      [
        [-0.6, 0],
        [0.6, 0],
        [wide, 2],
        [0, 6],
        [-wide, 2],
      ],
      thin,
    );
    return [
      solid('spear-shaft', wood, limb([0, -toGround, 0], [0, top, 0], Math.max(0.85, thin)), {
        isThin: true,
      }),
      solid('spear-binding', metals.gold, limb([0, top - 1.2, 0], [0, top + 0.2, 0], 1.15)),
      solid('spear-head', metals.steel, head, { isThin: true, texture: (x) => (x < -0.1 ? 0.8 : 0) }),
    ];
  },
};

export default spear;
