import { solid } from '../../solids/figure.ts';
import { ball, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { trailing } from '../cloth.ts';
import type { Cape } from '../part.ts';

/** A pelt over the shoulders, with a short fall of it behind. */
const fur: Cape = {
  shape: ({ build, traits, pose, isSmall }) => {
    const { shoulderX, shoulderY, hipY } = build;
    const [back, aside] = pose.trail;
    const tufts: Field = (x, y, z) => wave((x + z) * 0.3 + y * 0.2) * (isSmall ? 0.2 : 0.28);
    const jagged: Field = (x, y, z) => Math.max(z + 2, hipY + 1.6 - wave(x * 0.28) * 1.1 - y);
    const fall = skirt([0, hipY, -0.5], shoulderY - hipY, shoulderX + 1.8, shoulderX + 0.2, 0.86);
    return [
      solid('mantle', traits.fur, ball([0, shoulderY + 0.2, -0.3], [shoulderX + 2.6, 2.4, 4.7]), {
        texture: tufts,
      }),
      solid('mantle', traits.fur, trailing(within(fall, jagged), shoulderY - 2, 9, back * 2.5, aside * 2), {
        texture: tufts,
      }),
    ];
  },
};

export default fur;
