import { lay } from '../board.ts';
import { across, along } from '../forms.ts';
import { runes, shaft, type WeaponIcon } from '../weapon.ts';

/** A long shaft with a leaf-shaped head. */
const spear: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity, leather } = arms;
    const form = lots.dealt('head', 5);
    const root = [38, 32, 42, 36, 30][form] ?? 38;
    const belly = [4.4, 3, 5.4, 6, 4][form] ?? 4;
    const bands = lots.dealt('bands', 4);
    shaft(board, arms.wood, 4, root + 2);
    for (let band = 0; band <= bands; band += 1) {
      const t = 12 + band * 6;
      lay(board, {
        ramp: leather,
        inside: (x, y) => along(x, y) >= t && along(x, y) <= t + 3 && Math.abs(across(x, y)) <= 2,
        tone: (x, y) => (across(x, y) < 0 ? 3 : 1.4),
      });
    }
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const t = along(x, y);
        const s = Math.abs(across(x, y));
        // A leaf, a spike, a short broad one, one with barbs, a long blade.
        const swelling = Math.min(form === 3 ? 9 : 2 + (t - root - 1) * 0.7, belly, (59 - t) * 0.42);
        return t >= root && t <= 58 && s <= (t < root + 4 ? 2 : swelling);
      },
      tone: (x, y) => {
        const s = across(x, y);
        const t = along(x, y);
        if (t < root + 4) return s < 0 ? 3 : 1;
        return s < 0 ? (s < 1 - belly ? 4 : 3) : s === 0 ? 4 : s > 2 ? 1 : 2;
      },
      shadow: 1,
    });
    if (rarity !== 'plain') {
      // Lugs below the head.
      lay(board, {
        ramp: fitting,
        inside: (x, y) => {
          const s = Math.abs(across(x, y));
          const t = along(x, y) - root;
          return s <= 7 && t >= s * 0.3 - 2 && t <= s * 0.3 + 1;
        },
        tone: (x, y) => (across(x, y) < -1 ? 3.2 : across(x, y) < 3 ? 2.4 : 1.4),
        shadow: 2,
      });
    }
    lay(board, {
      ramp: rarity === 'plain' ? arms.leather : fitting,
      inside: (x, y) => along(x, y) >= root - 4 && along(x, y) <= root - 1 && Math.abs(across(x, y)) <= 2,
      tone: (x, y) => (across(x, y) < 0 ? 3 : 1.4),
    });
    if (rarity === 'runed') runes(board, arms, root + 6, 52);
  },
};

export default spear;
