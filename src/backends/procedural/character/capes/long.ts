import { solid } from '../../solids/figure.ts';
import { ball, skirt, wave, within, type Field } from '../../solids/shape.ts';
import { trailing } from '../cloth.ts';
import type { Cape } from '../part.ts';

/** Down to the calves. */
const long: Cape = {
  shape: ({ build, traits, pose, isSmall }) => {
    const { shoulderX, shoulderY } = build;
    const hem = 5.2;
    const [back, aside] = pose.trail;
    const behind: Field = (_x, _y, z) => z + 1.9;
    const strokes: Field = (x) => wave(x * (isSmall ? 0.12 : 0.17) + traits.fall * 0.21) * 0.3;
    const cloth = skirt([0, hem, -0.6], shoulderY + 0.4 - hem, shoulderX + 2.2, shoulderX - 0.4, 0.86);
    const border = skirt([0, hem - 0.1, -0.6], 1.2, shoulderX + 2.35, shoulderX + 2.1, 0.87);
    const hang = (shape: typeof cloth) =>
      trailing(within(shape, behind), shoulderY - 2, 14, back * 4.5, aside * 3);
    return [
      solid('cape', traits.accent, hang(cloth), { texture: strokes }),
      solid('cape', traits.trim === traits.accent ? traits.leather : traits.trim, hang(border)),
      solid('cape-collar', traits.accent, ball([0, shoulderY + 0.9, -0.4], [shoulderX + 0.6, 1.7, 4])),
    ];
  },
};

export default long;
