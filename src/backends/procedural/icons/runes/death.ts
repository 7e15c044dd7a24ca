import type { Rune } from '../rune.ts';

/** The tree upside down. */
const death: Rune = {
  strokes: [
    [4, 0, 4, 12],
    [4, 6, 0, 11],
    [4, 6, 8, 11],
  ],
};

export default death;
