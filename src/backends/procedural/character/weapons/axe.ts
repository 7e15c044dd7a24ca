import { metals, wood } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { block, limb, panel, without, type Field } from '../../solids/shape.ts';
import type { Weapon } from '../part.ts';

/** A bearded axe: narrow at the shaft, the edge long and drawn down. */
const axe: Weapon = {
  hold: 'heavy',
  attack: 'overhead',
  takesShield: true,
  shape: ({ traits, thin, isSmall }) => {
    const top = 11 + traits.longer;
    // A px more would not fit a cell beside broad shoulders.
    const out = isSmall ? 0.82 : 0.88;
    const whole = panel(
      [0, top - 1.6, 0],
      [
        [0.2, -3.4],
        [5 * out, -5],
        [6.6 * out, -2.6],
        [7 * out, 0.4],
        [6 * out, 3.2],
        [4.8 * out, 4],
        [0.2, 1.8],
      ],
      Math.max(0.85, thin),
    );
    // The beard: a bite is taken out below, between shaft and edge.
    const bite: Field = (x, y) => {
      const [a, b] = [x - 1.6, y - (top - 6.4)];
      return Math.sqrt(a * a + b * b) - 3;
    };
    return [
      solid('axe-shaft', wood, limb([0, -5.5, 0], [0, top + 0.8, 0], Math.max(0.85, thin)), { isThin: true }),
      solid('axe-head', traits.metal, without(whole, bite), {
        isThin: true,
        texture: (x) => (x > 5 * out ? 0.8 : x < 2 ? -0.2 : 0.15),
      }),
      solid('axe-socket', metals.iron, block([-0.2, top - 1.5, 0], [1.25, 1.9, 1.15], 0.4)),
    ];
  },
};

export default axe;
