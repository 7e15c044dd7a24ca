import { lay } from '../board.ts';
import { across, along } from '../forms.ts';
import { grip, knob, nicks, runes, type WeaponIcon } from '../weapon.ts';

/** A broad single-edged knife: the back straight and then clipped, the edge bellied. */
const dagger: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const tip = 52 + lots.below('length', 3);
    const form = lots.dealt('blade', 5);
    const clip = [13, 17, 22, 8, 14][form] ?? 13;
    /** Half widths of the back and of the edge, in half steps. */
    const [spine, belly] = (
      [
        [4, 4.5],
        [4, 4.5],
        [4, 5.5],
        [5, 3],
        [3, 3.5],
      ] as const
    )[form] ?? [4, 4.5];
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const t = along(x, y);
        const s = across(x, y);
        const back = t < tip - clip ? -spine : -spine + (t - tip + clip) * (7 / clip);
        const edge = Math.min(
          belly + (form === 4 ? 0 : (t - 26) * 0.08),
          (tip - t) * 0.5 + (form === 4 ? 0 : 2.6),
        );
        return t >= 25 && t <= tip && s >= back && s <= edge;
      },
      tone: (x, y) => {
        const s = across(x, y);
        const t = along(x, y);
        if (s >= belly - 1.5 || t > tip - 4) return 4;
        if (s >= belly - 2.5) return 1.4;
        const back = t < tip - clip ? -spine : -spine + (t - tip + clip) * (7 / clip);
        return s <= back + 1.5 ? 3 : 2;
      },
    });
    nicks(board, arms, 32, tip - 12, 5);
    if (rarity === 'runed') runes(board, arms, 30, tip - 14, -1);
    grip(board, arms, 10, 23, 3);
    const guard = [6, 4, 8, 6][lots.dealt('guard', 4)] ?? 6;
    lay(board, {
      ramp: fitting,
      inside: (x, y) => Math.abs(across(x, y)) <= guard && along(x, y) >= 22 && along(x, y) <= 25,
      tone: (x, y) =>
        (across(x, y) < -1 ? 3.2 : across(x, y) < 3 ? 2.4 : 1.4) + (along(x, y) > 23 ? 0.3 : -0.5),
      shadow: 2,
    });
    knob(board, fitting, 9, 0, 2.9, 1);
    if (rarity === 'fine') knob(board, arms.gem, 9, 0, 1.6, 0);
  },
};

export default dagger;
