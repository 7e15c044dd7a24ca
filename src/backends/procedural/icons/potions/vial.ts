import { rod } from '../forms.ts';
import type { Bottle } from '../potion.ts';

/** A slim tube with a round foot. */
const vial: Bottle = {
  body: rod(16, 11, 16, 24, 5.1),
  liquid: [11, 28],
  neck: [14, 17, 6, 8],
  glint: [
    [13, 10],
    [13, 11],
    [13, 12],
    [13, 14],
  ],
  waist: 18,
};

export default vial;
