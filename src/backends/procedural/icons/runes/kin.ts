import type { Rune } from '../rune.ts';

/** Two posts joined hand to hand. */
const kin: Rune = {
  strokes: [
    [1, 0, 1, 12],
    [7, 0, 7, 12],
    [1, 0, 4, 4],
    [4, 4, 7, 0],
  ],
};

export default kin;
