import { dot, lay } from '../board.ts';
import { across, along, onDiagonal } from '../forms.ts';
import { grip, knob, runes, shaft, type WeaponIcon } from '../weapon.ts';

/** A war hammer: a heavy block across the shaft. */
const hammer: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const form = lots.dealt('head', 5);
    const wide = [12, 13, 10, 12, 13][form] ?? 12;
    const [from, to] = (
      [
        [31, 46],
        [33, 45],
        [28, 48],
        [31, 46],
        [34, 46],
      ] as const
    )[form] ?? [31, 46];
    const face = 3 + lots.dealt('face', 4) - 1;
    shaft(board, arms.wood, 4, 53);
    grip(board, arms, 6, 14 + lots.below('grip', 3) * 2, 2);
    knob(board, fitting, 7, 0, 2.1, 1);
    lay(board, {
      ramp: metal,
      inside: (x, y) => {
        const s = Math.abs(across(x, y));
        const t = along(x, y);
        const waist = s < wide - face ? 2 : 0;
        // The third is a maul, the fourth has a beak behind, the fifth is waisted like an anvil.
        const cut = Math.max(0, s - wide + 2) * 0.8 + (form === 4 ? Math.max(0, 6 - s) * 0.5 : 0);
        if (form === 3 && across(x, y) > 4)
          return s <= 16 && Math.abs(t - 38.5) <= Math.max(0.6, (16.5 - s) * 0.5);
        return s <= wide && t >= from + waist + cut && t <= to - waist - cut;
      },
      tone: (x, y) => {
        const s = across(x, y);
        const t = along(x, y);
        const end = Math.abs(s) >= wide - face;
        // Its upper face in the light, the front in half light, the lower edge in shade; the right end darker.
        const side = t > to - 5 ? 4 : t > from + 5 ? 2.5 : 1;
        return side + (s < -3 ? (end ? 0.5 : 0.3) : s > wide - face ? -1 : s > 3 ? -0.6 : 0);
      },
      shadow: 2,
    });
    // Dark joints between the block and its faces.
    for (const s of [face - wide, wide - face]) {
      for (let t = from; t <= to; t += 1) if (((t + s) & 1) === 0) darken(t, s);
    }
    function darken(t: number, s: number): void {
      const [x, y] = onDiagonal(t, s);
      dot(board, metal, 1, board.ramps[y * 32 + x] === metal ? [[x, y]] : []);
    }
    if (rarity === 'fine') {
      lay(board, {
        ramp: fitting,
        inside: (x, y) => Math.abs(across(x, y)) <= 2 && along(x, y) >= from + 1 && along(x, y) <= to - 1,
        tone: (x, y) => (across(x, y) < -1 ? 3.4 : across(x, y) < 2 ? 2.4 : 1.2),
        shadow: 1,
      });
    }
    if (rarity === 'fine') knob(board, arms.gem, 39, 0, 2.3, 1);
    if (rarity === 'runed') {
      runes(board, arms, 36, 42, 0);
      runes(board, arms, 37, 40, -7);
      runes(board, arms, 37, 40, 7);
    }
  },
};

export default hammer;
