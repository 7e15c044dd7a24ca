import type { Rune } from '../rune.ts';

/** Two wedges back to back. */
const moon: Rune = {
  strokes: [
    [1, 0, 1, 12],
    [7, 0, 7, 12],
    [1, 2, 7, 10],
  ],
};

export default moon;
