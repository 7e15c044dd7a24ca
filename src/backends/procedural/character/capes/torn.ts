import { solid } from '../../solids/figure.ts';
import { limb, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { trailing } from '../cloth.ts';
import type { Cape } from '../part.ts';

/** Long once, in tatters now, wound about the neck like a scarf. */
const torn: Cape = {
  shape: ({ build, traits, pose }) => {
    const { shoulderX, shoulderY } = build;
    const [back, aside] = pose.trail;
    // Rags of unequal length, and one long tear up the middle.
    const rags: Field = (x, y, z) =>
      Math.max(
        z + 1.9,
        (7.4 - wave(x * 0.24 + traits.fall * 0.25) * 2 - wave(x * 0.11) * 1.2 - y) * 0.55,
        (10 - y - Math.abs(x - 1.2) * 5) * 0.19,
      );
    const cloth = skirt([0, 3.8, -0.6], shoulderY - 3.4, shoulderX + 2, shoulderX - 0.4, 0.86);
    return [
      solid('cape', traits.accent, trailing(within(cloth, rags), shoulderY - 2, 14, back * 5, aside * 3.5), {
        texture: (x) => wave(x * 0.17 + traits.fall * 0.21) * 0.3,
      }),
      solid('scarf', traits.accent, limb([-2.6, shoulderY + 1.1, 1.4], [2.6, shoulderY + 0.9, 1.6], 1.9)),
      solid('scarf', traits.accent, limb([-3, shoulderY + 1.1, -1.4], [3, shoulderY + 1.1, -1.4], 1.8)),
    ];
  },
};

export default torn;
