import { solid } from '../../solids/figure.ts';
import { ball } from '../../solids/shape.ts';
import type { Hairstyle } from '../part.ts';
import { scalp } from '../strands.ts';
import type { Vec } from '../../solids/vec.ts';

/** Curls as `[x, y, z]` of directions from the middle of the head. */
const curls: readonly Vec[] = [
  [0, 0.95, 0.3],
  [0.62, 0.72, 0.32],
  [-0.62, 0.72, 0.32],
  [0.95, 0.2, 0.05],
  [-0.95, 0.2, 0.05],
  [0.5, 0.8, -0.45],
  [-0.5, 0.8, -0.45],
  [0.8, 0.1, -0.6],
  [-0.8, 0.1, -0.6],
  [0.35, 0.25, -0.92],
  [-0.4, -0.15, -0.92],
  [0.88, -0.35, -0.3],
  [-0.88, -0.35, -0.3],
  [0.5, -0.5, -0.75],
  [-0.1, 0.7, -0.75],
];

const curly: Hairstyle = {
  coversEars: true,
  shape: (person) => {
    const { traits, build, isSmall } = person;
    const far = build.headRadii[0] + 0.2;
    return [
      scalp(person, 0.7, -3.2),
      ...curls.map(([x, y, z], i) => {
        const r = (isSmall ? 1.9 : 2.3) + ((i + traits.fall) % 3) * 0.3;
        return solid('hair', traits.hair, ball([x * far, y * far + 0.5, z * far - 0.3], [r, r, r]));
      }),
    ];
  },
};

export default curly;
