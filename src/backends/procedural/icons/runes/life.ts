import type { Rune } from '../rune.ts';

/** A tree: a stroke with raised arms. */
const life: Rune = {
  strokes: [
    [4, 0, 4, 12],
    [4, 6, 0, 1],
    [4, 6, 8, 1],
  ],
};

export default life;
