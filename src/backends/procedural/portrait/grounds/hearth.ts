import { grounds as ramps } from '../../ramps/grounds.ts';
import type { Ground } from '../ground.ts';

/** A wall of bricks by firelight that comes from the lower left. */
const hearth: Ground = {
  ramp: () => ramps.hearth,
  tone(lots) {
    const shift = lots.dealt('bricks', 4) * 3;
    return (x, y) => {
      const row = Math.floor(y / 7);
      const isJoint = y % 7 === 6 || (x + (row & 1) * 6 + shift) % 12 === 11;
      const [a, b] = [x - 4, y - 50];
      const warm = 4.4 - Math.sqrt(a * a + b * b) / 14;
      // Bricks differ by half a step, joints lie one deeper.
      const brick = (Math.floor((x + (row & 1) * 6 + shift) / 12) * 7 + row * 5) % 3;
      return Math.max(isJoint ? 0 : 0.3, warm + (brick - 1) * 0.35 - (isJoint ? 1 : 0));
    };
  },
};

export default hearth;
