import type { Rune } from '../rune.ts';

/** A flame: a stroke with a wedge thrown open. */
const fire: Rune = {
  strokes: [
    [1, 0, 1, 12],
    [1, 5, 7, 0],
    [1, 7, 7, 12],
  ],
};

export default fire;
