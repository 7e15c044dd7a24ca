import { solid, type Solid } from '../../solids/figure.ts';
import { ball, limb } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { combed, partingOf, scalp } from '../strands.ts';
import type { Vec } from '../../solids/vec.ts';

/** Tufts that stand off the head: where they grow, as a direction from its middle, and how far they reach. */
const tufts: readonly (readonly [x: number, y: number, z: number, out: number])[] = [
  [0.3, 0.93, -0.2, 2.3],
  [-0.42, 0.86, -0.3, 1.9],
  [0.72, 0.62, -0.3, 1.7],
  [-0.74, 0.6, -0.28, 1.9],
  [0.1, 0.78, -0.62, 1.9],
  [0.5, 0.25, -0.83, 1.7],
  [-0.45, 0.3, -0.84, 1.9],
  [0.62, -0.3, -0.72, 1.5],
  [-0.62, -0.28, -0.73, 1.5],
  [0, -0.42, -0.9, 1.6],
];

/** Cropped, with a parting, a fringe to one side of it and tufts. */
const short: Hairstyle = {
  coversEars: false,
  shape: (person) => {
    const { traits, build, isSmall } = person;
    const size = build.headRadii[0] - 0.2;
    const top = build.headRadii[1];
    const texture = combed(person);
    const parting = partingOf(person);
    // Hair falls away from its parting.
    const way = parting > 0 ? -1 : 1;
    const lock = (from: Vec, to: Vec, wide: number): Solid =>
      solid('hair', traits.hair, limb(from, to, wide, 0.45), { texture });
    return [
      scalp(person, 0.6, -3.4, texture),
      solid('hair', traits.hair, ball([way * 0.9, top - 0.7, 1.6], [4.7, 1.8, 3.8]), { texture }),
      lock([parting + way * 1.2, top - 1, 4], [parting + way * 3.2, 2.2, 6.1], 1.7),
      lock([parting + way * 3, top - 1.6, 3.4], [parting + way * 6.6, 1.5, 4.6], 1.6),
      lock([parting - way * 1.2, top - 1.4, 3.8], [parting - way * 3.4, 2.4, 5.3], 1.4),
      ...(isSmall ? tufts.filter((_, i) => i % 2 === 0) : tufts).map(([x, y, z, out]) => {
        const foot: Vec = [x * size, y * size + 0.4, z * size - 0.4];
        // The tips lean the way that the hair is combed, and down behind.
        const tip: Vec = [
          x * (size + out) + way * 0.9,
          y * (size + out) + (z < -0.5 ? -1.2 : 0.4),
          z * (size + out) - 0.6,
        ];
        return lock(foot, tip, isSmall ? 2 : 1.8);
      }),
    ];
  },
};

export default short;
