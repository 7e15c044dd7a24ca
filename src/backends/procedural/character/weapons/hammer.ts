import { metals, wood } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { block, limb } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';

const hammer: Weapon = {
  hold: 'heavy',
  attack: 'overhead',
  takesShield: true,
  shape: ({ traits, thin }) => {
    const top = 10.5 + traits.longer;
    return [
      solid('hammer-shaft', wood, limb([0, -4.5, 0], [0, top, 0], Math.max(0.9, thin)), { isThin: true }),
      solid('hammer-head', traits.metal, block([0, top, 0], [4, 2.4, 2.2], 0.5), {
        texture: (x) => (Math.abs(x) > 3 ? 0.25 : -0.1),
      }),
      solid('hammer-band', metals.gold, block([0, top, 0], [1, 2.6, 2.4], 0.4)),
    ];
  },
};

export default hammer;
