import { dome } from '../forms.ts';
import type { Bottle } from '../potion.ts';

/** A ball of glass with a short neck. */
const round: Bottle = {
  body: dome(16, 19.5, 10, 9.8),
  liquid: [14, 28],
  neck: [13, 18, 7, 11],
  glint: [
    [10, 14],
    [9, 15],
    [9, 16],
    [8, 17],
  ],
  waist: 21,
};

export default round;
