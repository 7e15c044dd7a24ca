import { solid } from '../../solids/figure.ts';
import { limb, skirt, wave } from '../../solids/shape.ts';
import type { Headgear } from '../part.ts';
import type { Vec } from '../../solids/vec.ts';

/** A pointed hat with a wide brim and a tip that bends over. */
const pointed: Headgear = {
  hairBelow: 4.4,
  shape: ({ build, traits, chest, gear, pose, isSmall }) => {
    const size = build.headRadii[0];
    const ramp = gear.armor.main === 'cloth' ? chest : traits.cloth;
    const [back, aside] = pose.trail;
    const bend: Vec = [aside * 0.8, isSmall ? 6.9 : 8.1, -1.8 - back * 0.6];
    const tip: Vec = [(traits.fall - 1.5) * 1.3 + aside * 2, isSmall ? 7 : 8.6, -5 - back * 2];
    const texture = (x: number, y: number, z: number) => wave((y * 0.4 + x * 0.15 - z * 0.1) * 0.6) * 0.16;
    return [
      solid('brim', ramp, skirt([0, 4, -1], 1.2, size + 2.7, size + 1.8, 0.92)),
      solid('hat-band', traits.accent, skirt([0, 4.8, -0.6], 1.4, size + 0.15, size - 0.4, 0.96)),
      solid('hat', ramp, skirt([0, 5.8, -0.6], 1.6, size - 0.3, size - 2, 0.96), { texture }),
      solid('hat', ramp, limb([0, 6.2, -0.7], bend, isSmall ? 3 : 3.6, isSmall ? 1.6 : 1.9), { texture }),
      solid('hat', ramp, limb(bend, tip, 2, 0.8), { texture }),
    ];
  },
};

export default pointed;
