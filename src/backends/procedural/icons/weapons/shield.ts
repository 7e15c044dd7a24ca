import type { Ramp } from '../../ramps/ramp.ts';
import { cloths } from '../../ramps/people.ts';
import { dot, lay, type Each } from '../board.ts';
import { dome, lit, within } from '../forms.ts';
import type { WeaponIcon } from '../weapon.ts';

/** A shield seen from the front: round, kite or heater, as the seed has it. */
const shield: WeaponIcon = {
  paint(board, arms) {
    const { lots, metal, fitting, rarity } = arms;
    const form = lots.dealt('form', 3);
    /** Distance inside the rim, px; negative outside. */
    const inset: Each<number> = (x, y) => {
      const a = Math.abs(x + 0.5 - 16);
      const b = y + 0.5 - 16;
      if (form === 0) return 13 - Math.sqrt(a * a + b * b);
      const top = y + 0.5 - 3;
      const taper = form === 1 ? Math.max(0, b + 5) / 18 : Math.max(0, b + 1) / 14;
      const width = form === 1 ? 10.5 * (1 - taper * taper) : 11.5 * (1 - taper * taper);
      const shoulder =
        form === 1
          ? 6 - Math.sqrt(Math.max(0, 36 - Math.max(0, a - 4.5) * Math.max(0, a - 4.5)))
          : a * a * 0.006;
      return Math.min(top - shoulder, (width - a) * (b > 3 ? 0.8 : 1));
    };
    const paints: readonly [Ramp, ...Ramp[]] = [
      cloths.madder,
      cloths.blue,
      cloths.green,
      cloths.teal,
      cloths.purple,
    ];
    const paint = paints[lots.dealt('paint', 5)] ?? cloths.madder;
    const second = rarity === 'plain' ? arms.wood : lots.of('second', [cloths.linen, cloths.ochre]);
    const emblem = lots.dealt('emblem', 4);
    const swell = dome(16, 15, 16, 18, 9);
    lay(board, { ramp: metal, inside: (x, y) => inset(x, y) > 0, tone: rimTone });
    function rimTone(x: number, y: number): number {
      const turned = x + y - 31;
      return turned < -8 ? 4 : turned < 2 ? 3 : turned < 12 ? 2 : 1;
    }
    const isSecond: Each<boolean> = (x, y) => {
      const [a, b] = [x + 0.5 - 16, y + 0.5 - 15];
      switch (emblem) {
        case 0:
          return a * b > 0;
        case 1:
          return Math.abs(a) < 2.4 || Math.abs(b) < 2.4;
        case 2:
          return Math.abs(b + Math.abs(a) * 0.9 - 3) < 2.6;
        default:
          return Math.abs(a) > 3.4 && Math.abs(a) < 7.4;
      }
    };
    const planks = lots.below('planks', 2) * 2;
    const seam: Each<number> = (x) => ((x + planks) % 5 === 0 ? -0.34 : 0);
    const field: Each<boolean> = (x, y) => inset(x, y) > 2.4;
    const grain = rarity === 'plain' ? seam : (): number => 0;
    lay(board, { ramp: paint, inside: field, tone: lit(swell, 1, grain) });
    lay(board, { ramp: second, inside: (x, y) => field(x, y) && isSecond(x, y), tone: lit(swell, 1, grain) });
    lay(board, { ramp: metal, inside: (x, y) => inset(x, y) > 0 && !field(x, y), tone: rimTone, shadow: 2 });
    const boss = dome(16, form === 0 ? 16 : 13.5, 4, 4);
    lay(board, { ramp: fitting, inside: within(boss), tone: lit(boss, 1.2), shadow: 9 });
    if (rarity === 'fine') {
      const gem = dome(16, form === 0 ? 16 : 13.5, 2.2, 2.2);
      lay(board, { ramp: arms.gem, inside: within(gem), tone: lit(gem, 1.2), shadow: 2 });
    }
    if (rarity === 'runed') {
      const y = form === 0 ? 15 : 13;
      for (const [x, dy] of [
        [15, -8],
        [15, 7],
        [7, 0],
        [23, 0],
      ] as const) {
        dot(board, arms.glow, 4, [
          [x, y + dy],
          [x, y + dy + 1],
        ]);
        dot(board, arms.glow, 2, [
          [x + 1, y + dy],
          [x + 1, y + dy + 1],
        ]);
      }
      const core = dome(16, form === 0 ? 16 : 13.5, 2.2, 2.2);
      lay(board, { ramp: arms.glow, inside: within(core), tone: () => 3 });
    }
  },
};

export default shield;
