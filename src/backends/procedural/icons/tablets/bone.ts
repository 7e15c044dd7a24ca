import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** A plate cut from a shoulder blade: waisted, with knuckles at its ends. */
const bone: Tablet = {
  ramp: tablets.bone,
  isOutdoors: false,
  inset(lots) {
    const knuckle = 3.6 + lots.dealt('knuckle', 3) * 0.5;
    const high = lots.below('high', 2) * 1.2;
    return (x, y) => {
      const [a, b] = [Math.abs(x + 0.5 - 16), y + 0.5 - 16];
      const ball = (cx: number, cy: number, r: number): number =>
        r - Math.sqrt((a - cx) * (a - cx) + (b - cy) * (b - cy));
      const plate = Math.min(7.2 + (b * b) / 70 - a, 12 - Math.abs(b));
      return Math.max(plate, ball(6, -9 - high * 0.5, knuckle), ball(6.2, 9.4, knuckle));
    };
  },
  grain(lots) {
    const first = lots.dealt('pores', 7);
    // Pores: short dark strokes, upright as bone grows.
    return (x, y) => ((x * 3 + first) % 7 === 0 && (y + x * 5 + first) % 9 < 2 ? -1 : 0);
  },
};

export default bone;
