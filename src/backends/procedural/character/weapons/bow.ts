import { bowWood, cloths, metals, wood } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { limb, panel } from '../../solids/shape.ts';
import { quiver } from '../carried.ts';
import type { Weapon } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

const bow: Weapon = {
  hold: 'bow',
  attack: 'shoot',
  takesShield: false,
  isOffHanded: true,
  carried: quiver,
  shape: ({ traits, thin, drawn, hasArrow, paint, toGround }) => {
    // No longer than from the fist to the ground.
    const half = Math.min(9.1 + traits.longer * 0.6, toGround - 0.6);
    const thick = Math.max(0.85, thin);
    const string = cloths.linen;
    // Drawn, the tips come back and the limbs bend more.
    const tip = (side: number): Vec => [-2.4 - drawn * 1.6, side * (half - drawn * 1.2), 0];
    const nock: Vec = [-2.4 - drawn * 6.2, 0, 0];
    const bend = (side: number): Vec => [1.5, side * half * 0.55, 0];
    return [
      ...[-1, 1].flatMap((side) => [
        solid('bow', bowWood, limb([0, 0, 0], bend(side), thick + 0.15, thick), { isThin: true }),
        solid('bow', bowWood, limb(bend(side), tip(side), thick, thick * 0.75), { isThin: true }),
        solid('string', string, limb(tip(side), nock, Math.max(0.42, thin * 0.55)), { isThin: true }),
      ]),
      solid('bow-grip', traits.leather, limb([0, -1.5, 0], [0, 1.5, 0], 1.15)),
      ...(hasArrow
        ? [
            solid('arrow', wood, limb([nock[0] + 0.6, 0, 0.4], [6.4, 0, 0.4], Math.max(0.5, thin * 0.6)), {
              isThin: true,
            }),
            solid('arrow-head', metals.steel, limb([6.2, 0, 0.4], [8.2, 0, 0.4], 1.1, 0.4), { isThin: true }),
            solid(
              'feathers',
              paint,
              panel(
                [nock[0] + 1, 0, 0.4],
                [
                  [0, -1.1],
                  [2, -1.1],
                  [1.4, 1.1],
                  [-0.6, 1.1],
                ],
                0.5,
              ),
              { isThin: true },
            ),
          ]
        : []),
    ];
  },
};

export default bow;
