import { dot, lay } from '../board.ts';
import { across, along, onDiagonal } from '../forms.ts';
import { grip, knob, nicks, runes, type WeaponIcon } from '../weapon.ts';

/** A straight double-edged blade. */
const sword: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const tip = 55 + lots.below('length', 4);
    const half = 3 + lots.below('width', 2);
    const isFullered = rarity !== 'plain' || lots.below('fuller', 2) === 1;
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const t = along(x, y);
        return t >= 19 && t <= tip && Math.abs(across(x, y)) <= Math.min(half, (tip - t) * 0.42 + 0.5);
      },
      tone: (x, y) => {
        const s = across(x, y);
        const t = along(x, y);
        if (isFullered && t < tip - 12 && (s === 0 || s === 1)) return 1;
        if (s < 0) return s <= 1 - half || t > tip - 6 ? 4 : 3;
        if (s === 0) return 3;
        return s >= half - 1 ? 1 : 2;
      },
    });
    nicks(board, arms, 28, tip - 12, half);
    if (rarity === 'runed') runes(board, arms, 24, tip - 12);
    grip(board, arms, 9, 17);
    const [wide, style] = [8 + lots.below('guard', 2), lots.dealt('guard-form', 3)];
    lay(board, {
      ramp: fitting,
      inside: (x, y) => {
        const s = Math.abs(across(x, y));
        const t = along(x, y) - 18;
        // Straight, with ends turned toward the blade, or toward the hand.
        const bend = style === 0 ? 0 : s < 5 ? 0 : (s - 4) * (style === 1 ? 0.6 : -0.45);
        return s <= wide && t >= bend - 1 && t <= bend + 2;
      },
      tone: (x, y) =>
        (across(x, y) < -2 ? 3.4 : across(x, y) < 3 ? 2.6 : 1.6) + (along(x, y) > 18 ? 0.4 : -0.6),
      shadow: 2,
    });
    knob(board, fitting, 7, 0, 2.3, 0);
    if (rarity === 'fine') knob(board, arms.gem, 19, 0, 1.8, 1);
    if (rarity === 'runed')
      dot(board, arms.glow, 3, [onDiagonal(18, 0), onDiagonal(19, 1), onDiagonal(20, 0)]);
  },
};

export default sword;
