import { dot, lay } from '../board.ts';
import { across, along, onDiagonal } from '../forms.ts';
import { grip, knob, nicks, runes, type WeaponIcon } from '../weapon.ts';

/** Blades: half their width at the guard and at the middle, px in half steps, and how long the point is. */
const blades = [
  { root: 3, middle: 3, point: 0.42 },
  { root: 5, middle: 4, point: 0.5 },
  { root: 4, middle: 2.4, point: 0.16 },
  { root: 2.4, middle: 5, point: 0.34 },
  { root: 3, middle: 3, point: 0.42 },
] as const;

/** Blades that carry runes are broad enough to hold them, and none is curved. */
const runedBlades = [
  { root: 4, middle: 4, point: 0.42 },
  { root: 5, middle: 5, point: 0.6 },
  { root: 5, middle: 4, point: 0.2 },
  { root: 3, middle: 6, point: 0.34 },
  { root: 5.6, middle: 3.6, point: 0.3 },
] as const;

/** A double-edged blade: straight, broad, tapered or shaped like a leaf; or curved, with one edge. */
const sword: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const form = lots.dealt('blade', blades.length);
    const blade = (rarity === 'runed' ? runedBlades : blades)[form] ?? blades[0];
    const isCurved = form === 4 && rarity !== 'runed';
    const tip = (isCurved ? 47 : 54) + lots.below('length', 4);
    const isFullered = !isCurved && (rarity !== 'plain' || lots.below('fuller', 2) === 1);
    /** How far a curved blade has left the diagonal. */
    const sway = (t: number): number => (isCurved ? ((t - 19) * (t - 19) * 7) / 1300 - 2 : 0);
    const half = 3;
    const girth = (t: number): number => {
      const up = (t - 19) / (tip - 19);
      const bulge = 4 * up * (1 - up);
      return Math.min(blade.root + (blade.middle - blade.root) * bulge, (tip - t) * blade.point + 0.5);
    };
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const t = along(x, y);
        return t >= 19 && t <= tip && Math.abs(across(x, y) + sway(t)) <= girth(t);
      },
      tone: (x, y) => {
        const t = along(x, y);
        const s = Math.floor(across(x, y) + sway(t) + 0.5);
        if (isFullered && t < tip - 12 && (s === 0 || s === 1)) return 1;
        if (s < 0) return s <= 1 - girth(t) || t > tip - 6 ? 4 : 3;
        if (s === 0) return 3;
        return s >= girth(t) - 1 ? 1 : 2;
      },
    });
    nicks(board, arms, 28, tip - 12, half);
    if (rarity === 'runed') runes(board, arms, 24, tip - 14);
    grip(board, arms, 9, 17);
    const style = lots.dealt('guard-form', 4);
    const wide = style === 3 ? 5 : 8 + lots.below('guard', 3);
    lay(board, {
      ramp: fitting,
      inside: (x, y) => {
        const s = Math.abs(across(x, y));
        const t = along(x, y) - 18;
        // Straight, with ends turned toward the blade, or toward the hand.
        const bend = style === 0 || style === 3 ? 0 : s < 5 ? 0 : (s - 4) * (style === 1 ? 0.6 : -0.45);
        return s <= wide && t >= bend - (style === 3 ? 2 : 1) && t <= bend + (style === 3 ? 3 : 2);
      },
      tone: (x, y) =>
        (across(x, y) < -2 ? 3.4 : across(x, y) < 3 ? 2.6 : 1.6) + (along(x, y) > 18 ? 0.4 : -0.6),
      shadow: 2,
    });
    knob(board, fitting, style === 3 ? 9 : 7, 0, style === 3 ? 3 : 2.3, 0);
    if (rarity === 'fine') knob(board, arms.gem, 19, 0, 1.8, 1);
    if (rarity === 'runed')
      dot(board, arms.glow, 3, [onDiagonal(18, 0), onDiagonal(19, 1), onDiagonal(20, 0)]);
  },
};

export default sword;
