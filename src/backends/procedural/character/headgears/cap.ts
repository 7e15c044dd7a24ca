import { solid } from '../../solids/figure.ts';
import { ball, wave, within, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** A leather cap with a rim of fur. */
const cap: Headgear = {
  hairBelow: 2.6,
  shape: ({ build, traits, isSmall }) => {
    const size = build.headRadii[0];
    const tufts: Field = (x, y, z) => (isSmall ? 0 : wave((x + z) * 0.4 + y * 0.3) * 0.28);
    return [
      solid(
        'cap',
        traits.leather,
        within(ball([0, 1.2, -0.4], [size + 0.9, size + 0.7, size + 0.8]), (_x, y) => 3 - y),
        {
          texture: (x) => (Math.abs(x) < 0.5 ? -0.3 : 0),
        },
      ),
      solid(
        'cap-rim',
        traits.fur,
        within(
          ball([0, 1.4, -0.4], [size + 1.7, size + 1.4, size + 1.6]),
          (_x, y) => Math.abs(y - 3.7) - 1.3,
        ),
        {
          texture: tufts,
        },
      ),
    ];
  },
};

export default cap;
