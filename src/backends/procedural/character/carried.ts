import { cloths, metals } from '../ramps/people.ts';
import { solid, standing, type Solid } from '../solids/figure.ts';
import { limb } from '../solids/shape.ts';
import type { Dressed } from './part.ts';
import type { Vec } from '../solids/vec.ts';

/** An empty scabbard at the left hip, so many units long. */
export const scabbard =
  (length: number) =>
  ({ build, bones, traits }: Dressed): readonly Solid[] => {
    const top: Vec = [build.chestHalf[0] + 0.9, build.hipY + 1, 0.6];
    const end: Vec = [top[0] + 0.8, Math.max(6, top[1] - length * 0.62), top[2] - length * 0.7];
    return standing(bones.hips, [
      solid('scabbard', traits.leather, limb(top, end, 1.15, 0.9)),
      solid('scabbard-tip', metals.gold, limb(end, end, 1.15)),
    ]);
  };

/** A quiver of arrows across the back. */
export const quiver = ({ build, bones, traits, isSmall }: Dressed): readonly Solid[] => {
  const z = -build.chestHalf[2] - 1.5;
  const low: Vec = [1.8, build.hipY + 2.4, z];
  const high: Vec = [-2.8, build.shoulderY + 0.4, z - 0.4];
  const shafts = isSmall ? [0] : [-1, 0, 1];
  return standing(bones.chest, [
    solid('quiver', traits.leather, limb(low, high, 1.6, 1.9)),
    solid('quiver-rim', metals.bronze, limb([high[0] + 0.3, high[1] - 0.5, high[2]], high, 2.1)),
    ...shafts.map((place) =>
      solid(
        'feathers',
        cloths.linen,
        limb(
          [high[0] + place * 0.9, high[1] + 0.6, high[2]],
          [high[0] - 1.1 + place * 1.3, high[1] + 3.2 - Math.abs(place) * 0.6, high[2]],
          0.6,
          0.95,
        ),
      ),
    ),
  ]);
};
