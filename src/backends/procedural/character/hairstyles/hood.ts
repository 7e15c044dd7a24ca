import { metals } from '../../ramps/people.ts';
import { solid } from '../../solids/figure.ts';
import { ball, limb, skirt, wave, within, without, type Field } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { strands } from '../strands.ts';

/** A hood with a tip, from which a little hair looks out. */
const hood: Hairstyle = {
  coversEars: true,
  shape: (person) => {
    const { build, traits, chest, gear, pose } = person;
    const size = build.headRadii[0];
    const ramp = gear.armor.main === 'cloth' ? chest : traits.cloth;
    // Round from the front; cut back at the sides, so that an eye looks out in profile too.
    const opening: Field = (x, y, z) => {
      const b = (y + 0.8) / 1.12;
      const round = Math.max(1 - z, Math.sqrt(x * x + b * b) - 5);
      return Math.min(round, Math.max(1.9 + Math.max(0, y) * 0.9 - z, Math.abs(y + 1.6) - 2.7));
    };
    const folds: Field = (x, y, z) => wave((y * 0.2 - z * 0.24 + Math.abs(x) * 0.1) * 0.7) * 0.16;
    const [back, aside] = pose.trail;
    const rim = traits.trim === ramp ? metals.gold : traits.trim;
    const down = build.headY - build.shoulderY;
    return [
      solid('hood', ramp, without(ball([0, 0.4, -0.4], [size + 1.3, size + 1.4, size + 1.2]), opening), {
        texture: folds,
      }),
      solid('hood', ramp, limb([0, 5.6, -2.6], [aside * 2, 2.2 + back, -8.2 - back], 3.2, 0.9), {
        texture: folds,
      }),
      solid(
        'hood-rim',
        rim,
        within(without(ball([0, 0.4, -0.4], [size + 1.55, size + 1.65, size + 1.45]), opening), (x, y, z) => {
          const b = (y + 0.8) / 1.12;
          const round = Math.max(1.4 - z, Math.sqrt(x * x + b * b) - 5.7);
          return Math.min(round, Math.max(1.2 + Math.max(0, y) * 0.9 - z, Math.abs(y + 1.6) - 3.3));
        }),
      ),
      solid('cowl', ramp, skirt([0, -down - 1.6, -0.2], 3.6, build.shoulderX + 1.5, 4.4, 0.78), {
        texture: folds,
      }),
      solid(
        'cowl',
        rim,
        skirt([0, -down - 1.7, -0.2], 0.8, build.shoulderX + 1.6, build.shoulderX + 1, 0.79),
      ),
      solid(
        'fringe',
        traits.hair,
        within(ball([0, 0.2, 0.2], [size + 0.3, size + 0.3, size + 0.1]), (x, y, z) =>
          Math.max(0.6 - z, 1.9 - y + wave(x * 0.3 + traits.fall * 0.25) * 0.5),
        ),
        { texture: strands(person) },
      ),
    ];
  },
};

export default hood;
