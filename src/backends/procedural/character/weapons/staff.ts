import { gem, metals, wood } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';

/** A staff with a stone in a claw; the stone flares up when magic is cast. */
const staff: Weapon = {
  hold: 'pole',
  attack: 'cast',
  takesShield: false,
  shape: ({ traits, thin, glow, isSmall, toGround }) => {
    const top = 12 + traits.longer;
    const burning = { ...gem, lift: gem.lift + glow * 0.5 };
    const r = (isSmall ? 3 : 2.4) + glow * 0.7;
    const rays = [
      [0, 1],
      [0.87, 0.5],
      [-0.87, 0.5],
      [0.87, -0.5],
      [-0.87, -0.5],
    ] as const;
    return [
      solid('staff-shaft', wood, limb([0, -toGround, 0], [0, top, 0], Math.max(0.95, thin)), {
        isThin: true,
      }),
      solid('staff-claw', metals.gold, ball([0, top + 0.5, 0], [2, 1.3, 2])),
      ...[-1, 1].flatMap((side) => [
        solid(
          'staff-claw',
          metals.gold,
          limb([side * 1.2, top + 0.6, 0], [side * (r + 1.1), top + 2.6, 0], 0.9),
        ),
        solid(
          'staff-claw',
          metals.gold,
          limb([side * (r + 1.1), top + 2.6, 0], [side * (r + 0.3), top + 5, 0], 0.9, 0.5),
        ),
      ]),
      solid('staff-gem', burning, ball([0, top + 3, 0], [r, r + 0.2, r])),
      ...(glow > 0.6
        ? rays.map(([x, y]) =>
            solid(
              'staff-gem',
              { ...gem, lift: 0.8 },
              limb([x * 2, top + 3 + y * 2, 0], [x * 5.4, top + 3 + y * 5.4, 0], 0.8, 0.5),
              {
                isThin: true,
              },
            ),
          )
        : []),
    ];
  },
};

export default staff;
