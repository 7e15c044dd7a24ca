import { dot, lay } from '../board.ts';
import { across, along, dome, lit, onDiagonal, within } from '../forms.ts';
import { knob, runes, type WeaponIcon } from '../weapon.ts';

/** A crooked staff with a stone in a claw of metal. */
const staff: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, rarity, wood } = arms;
    const crook = lots.dealt('crook', 4);
    const radius = 3.4 + lots.dealt('stone', 5) * 0.4;
    const bow = (t: number): number =>
      (((t + crook * 5) % 26 < 13 ? 1 : -1) * (crook === 0 ? 0 : 1)) as number;
    lay(board, {
      ramp: wood,
      inside: (x, y) => {
        const t = along(x, y);
        return t >= 6 && t <= 40 && Math.abs(across(x, y) - bow(t)) <= (t > 31 ? 2 : 1);
      },
      tone: (x, y) => {
        const s = across(x, y) - bow(along(x, y));
        return s < 0 ? 3 : s === 0 ? 2 : 1;
      },
    });
    // Knots of the wood.
    const knot = 14 + lots.below('knot', 14);
    dot(board, wood, 0, [onDiagonal(knot, 0), onDiagonal(knot + 1, 1)]);
    lay(board, {
      ramp: arms.leather,
      inside: (x, y) =>
        along(x, y) >= 17 && along(x, y) <= 24 && Math.abs(across(x, y) - bow(along(x, y))) <= 2,
      tone: (x, y) => (across(x, y) < 0 ? 3 : 2) - (along(x, y) % 3 === 0 ? 1 : 0),
    });
    const [cx, cy] = [23.5, 8.5];
    // The claw: half a ring below the stone.
    const outer = radius + 2;
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const [a, b] = [x + 0.5 - cx, y + 0.5 - cy];
        return a * a + b * b <= outer * outer && along(x, y) <= 47 - (Math.abs(across(x, y)) < 3 ? 3 : 0);
      },
      tone: (x, y) => (across(x, y) < -3 ? 4 : across(x, y) < 2 ? 3 : across(x, y) < 6 ? 2 : 1),
      shadow: 2,
    });
    const ball = dome(cx, cy, radius, radius);
    const stone = rarity === 'runed' ? arms.glow : arms.gem;
    const gap = dome(cx, cy, radius + 0.9, radius + 0.9);
    lay(board, { ramp: stone, inside: (x, y) => within(gap)(x, y) && along(x, y) <= 47, tone: () => 0 });
    lay(board, { ramp: stone, inside: within(ball), tone: lit(ball, 1.1, () => 0.15) });
    dot(board, stone, 4, [
      [22, 6],
      [21, 7],
    ]);
    if (rarity === 'fine') {
      knob(board, arms.fitting, 45, -9, 1.6, 1);
      knob(board, arms.fitting, 45, 9, 1.6, 1);
    }
    lay(board, {
      ramp: arms.fitting,
      inside: (x, y) => along(x, y) >= 33 && along(x, y) <= 36 && Math.abs(across(x, y)) <= 3,
      tone: (x, y) => (across(x, y) < 0 ? 3 : 1.4),
      shadow: 1,
    });
    if (rarity === 'runed') runes(board, arms, 8, 14);
  },
};

export default staff;
