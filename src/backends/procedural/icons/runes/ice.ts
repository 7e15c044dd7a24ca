import type { Rune } from '../rune.ts';

/** A crystal: a stroke with three arms across. */
const ice: Rune = {
  strokes: [
    [4, 0, 4, 12],
    [0, 2, 8, 10],
    [8, 2, 0, 10],
  ],
};

export default ice;
