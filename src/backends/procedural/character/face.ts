import type { Mark } from '../solids/figure.ts';
import type { Dressed } from './part.ts';
import { glint, scarOf } from '../ramps/faces.ts';
import { ink } from '../ramps/ramp.ts';

/** Eyes, brows, mouth and what the seed leaves on a face, later ones on top. */
export function faceMarks({ traits, look, isSmall }: Dressed): readonly Mark[] {
  const [deep, shade] = traits.skin.steps;
  const marks: Mark[] = [];
  const stroke = (
    from: Mark['from'],
    to: Mark['to'],
    radius: number,
    colour: number,
    small: Mark['small'] = null,
    isCarved = false,
    role: Mark['role'] = null,
  ): void => void marks.push({ from, to, radius, colour, small, isCarved, role });
  const paint = traits.accent.steps[2];
  switch (traits.faceMark) {
    case 'none':
      break;
    case 'scar':
      stroke([3.5, 1.6], [2.1, -3.2], 0.3, scarOf(traits.skin), { w: 1, h: 2, up: -2 });
      break;
    case 'stripe':
      stroke([-2.7, 1.4], [-2.7, -3.6], 0.6, paint, { w: 1, h: 2, up: -2 });
      stroke([2.7, 1.4], [2.7, -3.6], 0.6, paint, { w: 1, h: 2, up: -2 });
      break;
    case 'band':
      for (const side of [-1, 1]) stroke([side * 4.8, -2.3], [side * 1.3, -3], 0.5, paint);
      break;
    case 'freckles':
      for (const [u, v] of [
        [-3.8, -2.6],
        [-2.6, -3.1],
        [-3.1, -2],
        [2.6, -2.6],
        [3.8, -2.9],
        [3.2, -2],
      ] as const)
        stroke([u, v], [u, v], 0.24, shade);
      break;
  }
  for (const side of [-1, 1]) {
    const u = side * 2.6;
    stroke([u, -1.2], [u, -0.1], 0.92, ink, { w: 1, h: 2, up: 0 }, true, 'eye');
    stroke([u, -1.35], [u, -1.2], 0.6, traits.eyes);
    stroke([u - 0.25, 0.15], [u - 0.25, 0.15], 0.3, glint);
    const tilt = [0, 0.35, -0.3][traits.brow] ?? 0;
    stroke([u - side * 1.1, 1.75 - tilt], [u + side * 1.3, 1.75 + tilt], 0.36, browOf({ look, traits }));
  }
  if (traits.beard === 'none')
    stroke([-0.9, -3.75], [0.9, -3.75], 0.27, deep, isSmall ? null : { w: 2, h: 1, up: 0 }, true, 'shade');
  return marks;
}

/** Brows are darker than the hair, but not those of old people. */
export const browOf = ({ look, traits }: Pick<Dressed, 'look' | 'traits'>): number =>
  look.hair_color === 'white' ? traits.hair.steps[1] : traits.hair.steps[0];
