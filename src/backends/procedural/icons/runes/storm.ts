import type { Rune } from '../rune.ts';

/** Lightning. */
const storm: Rune = {
  strokes: [
    [6, 0, 2, 5],
    [2, 5, 7, 7],
    [7, 7, 3, 12],
  ],
};

export default storm;
