import { cord } from '../../ramps/icons.ts';
import { dot, lay } from '../board.ts';
import { across, along, onDiagonal } from '../forms.ts';
import { runes, type WeaponIcon } from '../weapon.ts';

/** A drawn-out bow, its string on the diagonal; the tips and the grip are of metal. */
const bow: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, wood, rarity } = arms;
    const form = lots.dealt('form', 5);
    const belly = [15, 11, 15, 12, 17][form] ?? 14;
    const isRecurved = form === 2 || form === 3;
    const half = 22;
    /** How far the stave is from the string. */
    const bend = (t: number): number => {
      const a = (t - 31) / half;
      const arch = (1 - a * a) * belly;
      return isRecurved ? arch - a * a * a * a * (form === 3 ? 5 : 3) : arch;
    };
    // Two px in each row: one alone would hang together by its corners, and break up into dots.
    for (let t = 12; t <= 50; t += 2) dot(board, cord, 3, [onDiagonal(t, 2), onDiagonal(t + 1, 3)]);
    lay(board, {
      ramp: wood,
      inside: (x, y) => {
        const t = along(x, y);
        const s = across(x, y) - 2 + bend(t);
        const thick = 1.6 + (1 - Math.abs(t - 31) / half) * 1.5;
        return t >= 10 && t <= 52 && Math.abs(s) <= thick;
      },
      tone: (x, y) => {
        const s = across(x, y) - 2 + bend(along(x, y));
        return s < -0.8 ? 3.4 : s < 1 ? 2 : 1;
      },
    });
    const clad = (from: number, to: number, ramp: typeof metal, more: number): void =>
      lay(board, {
        ramp,
        inside: (x, y) => {
          const t = along(x, y);
          const thick = 1.6 + (1 - Math.abs(t - 31) / half) * 1.5 + more;
          return t >= from && t <= to && Math.abs(across(x, y) - 2 + bend(t)) <= thick;
        },
        tone: (x, y) => {
          const s = across(x, y) - 2 + bend(along(x, y));
          return s < -0.8 ? 4 : s < 1 ? 2.6 : 1;
        },
        shadow: 1,
      });
    clad(10, 14, metal, 0.4);
    clad(48, 52, metal, 0.4);
    clad(26, 36, arms.leather, 0.6);
    const band = lots.dealt('band', 4);
    clad(23 - band, 25, metal, 0.5);
    clad(37, 39 + band, metal, 0.5);
    if (rarity !== 'plain') {
      clad(17, 19, arms.fitting, 0.3);
      clad(43, 45, arms.fitting, 0.3);
    }
    if (rarity === 'fine') clad(30, 32, arms.gem, 0.4);
    if (rarity === 'runed') {
      for (const t of [21, 22, 40, 41]) {
        const s = 2 - Math.floor(bend(t) + 0.5);
        dot(board, arms.glow, 3, [onDiagonal(t, s)]);
        dot(board, arms.glow, 4, [onDiagonal(t, s - 1)]);
      }
      runes(board, arms, 28, 32, 2 - Math.floor(bend(30) + 0.5));
    }
  },
};

export default bow;
