import type { Rune } from '../rune.ts';

/** A hill on its ground. */
const earth: Rune = {
  strokes: [
    [0, 12, 4, 3],
    [4, 3, 8, 12],
    [1, 8, 7, 8],
    [4, 0, 4, 3],
  ],
};

export default earth;
