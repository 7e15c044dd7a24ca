import type { Rune } from '../rune.ts';

/** A closed gate: a lozenge on a stroke. */
const ward: Rune = {
  strokes: [
    [4, 0, 8, 4],
    [8, 4, 4, 8],
    [4, 8, 0, 4],
    [0, 4, 4, 0],
    [4, 8, 4, 12],
  ],
};

export default ward;
