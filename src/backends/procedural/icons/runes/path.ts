import type { Rune } from '../rune.ts';

/** An arrow that points up. */
const path: Rune = {
  strokes: [
    [4, 0, 4, 12],
    [4, 0, 0, 4],
    [4, 0, 8, 4],
  ],
};

export default path;
