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
    // Round from the front; cut back in a bow at the sides, so that an eye looks out in profile too.
    const bow: Field = (_x, y, z) => {
      const a = (z - 6) / 4.1;
      const b = (y + 1.3) / 3.5;
      return (Math.sqrt(a * a + b * b) - 1) * 3.5;
    };
    const opening: Field = (x, y, z) => {
      const b = (y + 0.8) / 1.12;
      const round = Math.max(1 - z, Math.sqrt(x * x + b * b) - 5);
      return Math.min(round, bow(x, y, z));
    };
    const beside: Field = (x, y, z) => {
      const b = (y + 0.8) / 1.12;
      const round = Math.max(0.4 - z, Math.sqrt(x * x + b * b) - 5.8);
      return Math.min(round, bow(x, y, z) - 0.9);
    };
    const folds: Field = (x, y, z) => wave((y * 0.2 - z * 0.24 + Math.abs(x) * 0.1) * 0.7) * 0.16;
    const [back, aside] = pose.trail;
    const rim = traits.trim === ramp ? metals.gold : traits.trim;
    const down = build.headY - build.shoulderY;
    // Under a cape the cowl ends at the neck, or it would stick out through it.
    const wide = gear.cape === null ? build.shoulderX + 1.5 : 5;
    return [
      // The rim fills all that lies so near to the opening.
      solid('hood', ramp, without(ball([0, 0.4, -0.4], [size + 1.3, size + 1.4, size + 1.2]), beside), {
        texture: folds,
      }),
      solid('hood', ramp, limb([0, 5.6, -2.6], [aside * 2, 2.2 + back, -8.2 - back], 3.2, 0.9), {
        texture: folds,
      }),
      solid(
        'hood-rim',
        rim,
        within(without(ball([0, 0.4, -0.4], [size + 1.55, size + 1.65, size + 1.45]), opening), beside),
      ),
      solid('cowl', ramp, skirt([0, -down - 1.6, -0.2], 3.6, wide, 4.4, 0.78), {
        texture: folds,
      }),
      solid('cowl', rim, skirt([0, -down - 1.7, -0.2], 0.8, wide + 0.1, wide - 0.5, 0.79)),
      solid(
        'fringe',
        traits.hair,
        within(ball([0, 0.2, 0.2], [size + 0.3, size + 0.3, size + 0.1]), (x, y, z) =>
          Math.max(0.6 - z, Math.abs(x) - 4.4, 1.9 - y + wave(x * 0.3 + traits.fall * 0.25) * 0.5),
        ),
        { texture: strands(person) },
      ),
    ];
  },
};

export default hood;
