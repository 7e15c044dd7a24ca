import { dot, lay } from '../board.ts';
import { across, along, onDiagonal } from '../forms.ts';
import { grip, runes, shaft, type WeaponIcon } from '../weapon.ts';

/** Heads: how far the edge is drawn down and up, and how far it stands from the shaft, in half steps. */
const heads = [
  { beard: 13, horn: 5.5, reach: 17 },
  { beard: 17, horn: 4, reach: 17 },
  { beard: 9, horn: 6.5, reach: 15 },
  { beard: 13, horn: 7, reach: 17.4 },
  { beard: 6, horn: 3, reach: 17 },
] as const;

/** A bearded axe: narrow at the shaft, its edge long and drawn down. */
const axe: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const form = lots.dealt('head', heads.length);
    const { beard, horn, reach } = heads[form] ?? heads[0];
    shaft(board, arms.wood, 4, 50);
    grip(board, arms, 7, 14 + lots.dealt('grip', 4) * 2, 2);
    const middle = 36;
    /** How far the head reaches up and down at a distance from the shaft. */
    const upper = (out: number): number => 3.5 + (out / reach) * (out / reach) * horn;
    const lower = (out: number): number => 4 + (out / reach) * (out / reach) * beard;
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const out = -across(x, y);
        const t = along(x, y) - middle;
        const edge = reach - (t * t) / 30;
        return out >= -2 && out <= edge && t <= upper(Math.max(0, out)) && t >= -lower(Math.max(0, out));
      },
      tone: (x, y) => {
        const out = -across(x, y);
        const t = along(x, y) - middle;
        const edge = reach - (t * t) / 30;
        if (out > edge - 2.4) return 4;
        if (out > edge - 4.4) return 1;
        return t > 1 ? 3 : t > -3 ? 2.4 : 1.6;
      },
      shadow: 2,
    });
    // The poll behind the shaft, and on fine pieces a spike.
    lay(board, {
      ramp: fitting,
      inside: (x, y) => {
        const s = across(x, y);
        const t = Math.abs(along(x, y) - middle);
        return (
          s >= -2 &&
          t <= 3 &&
          (s <= 2 || ((rarity !== 'plain' || form === 2) && s <= 11 && t <= 4.6 - (s - 2) * 0.5))
        );
      },
      tone: (x, y) =>
        (along(x, y) > middle + 1 ? 3 : along(x, y) > middle - 2 ? 2 : 1) - (across(x, y) > 1 ? 0.6 : 0),
      shadow: 2,
    });
    if (rarity === 'fine') dot(board, arms.gem, 3, [onDiagonal(middle, -1), onDiagonal(middle + 1, 0)]);
    if (rarity === 'runed') {
      runes(board, arms, middle - 3, middle + 4, -6);
      dot(board, arms.glow, 3, [onDiagonal(middle, -1), onDiagonal(middle + 1, 0)]);
    }
  },
};

export default axe;
