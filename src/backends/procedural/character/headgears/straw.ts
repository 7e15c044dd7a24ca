import { straw as plaited } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, skirt, wave, within, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** A wide hat of straw with a ribbon. */
const straw: Headgear = {
  hairBelow: 3.2,
  shape: ({ build, traits }) => {
    const size = build.headRadii[0];
    const rings: Field = (x, _y, z) => wave(Math.sqrt(x * x + z * z) * 0.45) * 0.16;
    return [
      solid('brim', plaited, skirt([0, 2.7, -0.3], 1.3, size + 3.6, size + 1.6, 0.95), { texture: rings }),
      solid('ribbon', traits.accent, skirt([0, 3.7, -0.3], 1.6, size + 0.1, size - 0.1, 0.96)),
      solid('hat', plaited, within(ball([0, 3.6, -0.3], [size - 0.2, 4.6, size - 0.4]), (_x, y) => 4.6 - y), {
        texture: (_x, y) => wave(y * 0.45) * 0.14,
      }),
    ];
  },
};

export default straw;
