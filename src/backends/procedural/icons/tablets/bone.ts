import { tablets } from '../../ramps/icons.ts';
import type { Tablet } from '../rune.ts';

/** Half width at its waist and how much it widens, and the knuckles above and below, px. */
const plates = [
  { waist: 7.2, widen: 70, above: 4.2, below: 4.2 },
  { waist: 8.8, widen: 200, above: 3, below: 4.6 },
  { waist: 8, widen: 90, above: 0, below: 4.4 },
  { waist: 9.6, widen: 400, above: 0, below: 0 },
] as const;

/** A plate cut from a shoulder blade: waisted, with knuckles at its ends or sawn straight. */
const bone: Tablet = {
  ramp: tablets.bone,
  isOutdoors: false,
  inset(lots) {
    const form = plates[lots.dealt('plate', plates.length)] ?? plates[0];
    // Drilled for a cord above, or above and below.
    const wear = lots.dealt('wear', 5);
    return (x, y) => {
      const [a, b] = [Math.abs(x + 0.5 - 16), y + 0.5 - 16];
      if (
        wear >= 3 &&
        (b < 0 || wear === 4) &&
        Math.sqrt(a * a + (Math.abs(b) - 10) * (Math.abs(b) - 10)) < 1.6
      )
        return -1;
      const ball = (cx: number, cy: number, r: number): number =>
        r - Math.sqrt((a - cx) * (a - cx) + (b - cy) * (b - cy));
      const plate = Math.min(form.waist + (b * b) / form.widen - a, 12.4 - Math.abs(b));
      return Math.max(
        plate,
        form.above === 0 ? -9 : ball(6, -9.4, form.above),
        form.below === 0 ? -9 : ball(6.2, 9.4, form.below),
      );
    };
  },
  grain(lots) {
    const wear = lots.dealt('wear', 5);
    const first = lots.below('pores', 7);
    return (x, y) => {
      // Two grooves around its upper end; else pores, few or many: short dark strokes, upright as bone grows.
      if (wear === 1 && (y === 6 || y === 8)) return -1.4;
      const share = wear === 2 ? 6 : wear === 0 ? 0 : 2;
      return (x * 3 + first) % (wear === 2 ? 5 : 7) === 0 && (y + x * 5 + first) % 9 < share ? -1 : 0;
    };
  },
};

export default bone;
