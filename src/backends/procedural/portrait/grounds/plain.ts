import { grounds as ramps } from '../../ramps/grounds.ts';
import type { Ground } from '../ground.ts';

/** A wall, lit from the upper left in broad rings. */
const plain: Ground = {
  ramp: (lots) => lots.of('ground', [ramps.slate, ramps.wine, ramps.pine]),
  tone: () => (x, y) => {
    const [a, b] = [x - 18, y - 16];
    return 4.2 - Math.sqrt(a * a + b * b) / 12;
  },
};

export default plain;
