import { solid } from '../../solids/figure.ts';
import { ball, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { trailing } from '../cloth.ts';
import type { Cape } from '../part.ts';

/** Down to the hips, closed around the shoulders. */
const short: Cape = {
  shape: ({ build, traits, pose }) => {
    const { shoulderX, shoulderY, hipY } = build;
    const [back, aside] = pose.trail;
    const open: Field = (x, _y, z) => Math.min(z + 1.4, Math.max(0.4 - z * 0.2 - Math.abs(x) * 0.12, -9));
    const strokes: Field = (x, _y, z) => wave((x + z * 0.5) * 0.19 + traits.fall * 0.21) * 0.26;
    const hem = hipY + 0.6;
    const cloth = skirt([0, hem, -0.3], shoulderY + 0.6 - hem, shoulderX + 2.3, shoulderX - 0.6, 0.84);
    return [
      solid('cape', traits.accent, trailing(within(cloth, open), shoulderY - 1, 9, back * 3, aside * 2), {
        texture: strokes,
      }),
      solid('cape-collar', traits.accent, ball([0, shoulderY + 1, -0.2], [shoulderX - 0.4, 1.6, 3.9])),
    ];
  },
};

export default short;
