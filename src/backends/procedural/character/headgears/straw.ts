import { straw as plaited } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, skirt, wave, within, type Field } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';

/** A wide hat of straw with a ribbon. */
const straw: Headgear = {
  hairBelow: 4.4,
  shape: ({ build, traits }) => {
    const size = build.headRadii[0];
    const rings: Field = (x, _y, z) => wave(Math.sqrt(x * x + z * z) * 0.45) * 0.16;
    return [
      solid('brim', plaited, skirt([0, 4, -1], 1.2, size + 3.2, size + 1.6, 0.92), { texture: rings }),
      solid('ribbon', traits.accent, skirt([0, 4.9, -0.6], 1.5, size + 0.1, size - 0.1, 0.96)),
      solid(
        'hat',
        plaited,
        within(ball([0, 4.4, -0.6], [size - 0.2, 4.4, size - 0.4]), (_x, y) => 5.6 - y),
        {
          texture: (_x, y) => wave(y * 0.45) * 0.14,
        },
      ),
    ];
  },
};

export default straw;
