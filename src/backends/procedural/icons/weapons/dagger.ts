import { lay } from '../board.ts';
import { across, along } from '../forms.ts';
import { grip, knob, nicks, runes, type WeaponIcon } from '../weapon.ts';

/** A broad single-edged knife: the back straight and then clipped, the edge bellied. */
const dagger: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const tip = 52 + lots.below('length', 3);
    const clip = 13 + lots.dealt('clip', 3) * 2;
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const t = along(x, y);
        const s = across(x, y);
        const back = t < tip - clip ? -4 : -4 + (t - tip + clip) * (7 / clip);
        const edge = Math.min(4.5 + (t - 26) * 0.08, (tip - t) * 0.5 + 2.6);
        return t >= 25 && t <= tip && s >= back && s <= edge;
      },
      tone: (x, y) => {
        const s = across(x, y);
        const t = along(x, y);
        if (s >= 3 || t > tip - 4) return 4;
        if (s >= 2) return 1.4;
        const back = t < tip - clip ? -4 : -4 + (t - tip + clip) * (7 / clip);
        return s <= back + 1.5 ? 3 : 2;
      },
    });
    nicks(board, arms, 32, tip - 12, 5);
    if (rarity === 'runed') runes(board, arms, 30, tip - 14, -1);
    grip(board, arms, 10, 23, 3);
    lay(board, {
      ramp: fitting,
      inside: (x, y) => Math.abs(across(x, y)) <= 6 && along(x, y) >= 22 && along(x, y) <= 25,
      tone: (x, y) =>
        (across(x, y) < -1 ? 3.2 : across(x, y) < 3 ? 2.4 : 1.4) + (along(x, y) > 23 ? 0.3 : -0.5),
      shadow: 2,
    });
    knob(board, fitting, 9, 0, 2.9, 1);
    if (rarity === 'fine') knob(board, arms.gem, 9, 0, 1.6, 0);
  },
};

export default dagger;
