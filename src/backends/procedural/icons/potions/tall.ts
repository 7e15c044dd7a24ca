import { joined, rod } from '../forms.ts';
import type { Bottle } from '../potion.ts';

/** A straight bottle with shoulders. */
const tall: Bottle = {
  body: joined(rod(16, 16, 16, 23, 7.1), rod(12.4, 25.4, 19.6, 25.4, 3.5), rod(12.4, 20, 19.6, 20, 3.5)),
  liquid: [12, 28],
  neck: [14, 17, 6, 10],
  glint: [
    [11, 14],
    [11, 15],
    [11, 16],
    [11, 18],
  ],
  waist: 20,
};

export default tall;
