import type { Lots } from '../draw-lots.ts';
import { boulders } from '../ramps/boulders.ts';
import { easelOf, type Easel } from './easel.ts';
import { grainOf } from './grain.ts';
import { crack, growMoss, halvesOf, paintStone, type Lump } from './stone.ts';
import { paintFoot } from './tufts.ts';

/** Levers of rocks; the first value of each is drawn when nothing is said. */
export const rockLevers = {
  stone: ['granite', 'sandstone', 'slate', 'basalt', 'chalk'],
  form: ['boulder', 'slab', 'spire', 'rubble'],
  moss: ['none', 'some', 'overgrown'],
} as const;

type RockLook = { readonly [L in keyof typeof rockLevers]: (typeof rockLevers)[L][number] };

/** How each stone breaks. */
const fractures = {
  granite: { patch: [3.6, 3], rough: 0.16, layers: 0 },
  sandstone: { patch: [4, 2.4], rough: 0.2, layers: 3.2 },
  slate: { patch: [5, 1.6], rough: 0.2, layers: 2.2 },
  basalt: { patch: [2.4, 5], rough: 0.16, layers: 0 },
  chalk: { patch: [3.6, 3], rough: 0.12, layers: 0 },
} as const;

const lump = (
  x: number,
  z: number,
  wide: number,
  high: number,
  deep: number,
  taper: number,
  salt: number,
): Lump => ({ x, z, wide, high, deep, taper, salt });

/** Stones of each form, the farthest first; `n` varies them, `side` is where the smaller ones lie. */
const forms: Readonly<
  Record<RockLook['form'], (grow: number, side: number, spare: number) => readonly Lump[]>
> = {
  boulder: (grow, side, spare) => [
    lump(side * -1, 0, 15 + grow * 3, 17 + grow * 4, 10, 0.32, 1),
    ...(spare > 0 ? [lump(side * 14, 6, 5.5, 6, 4, 0.4, 2)] : []),
    ...(spare > 1 ? [lump(side * -15, 8, 3.6, 4, 3, 0.4, 3)] : []),
  ],
  slab: (grow, side, spare) => [
    lump(side * 3, -4, 13 + grow * 2, 13 + grow * 2, 7, 0.16, 1),
    lump(side * -3, 3, 17 + grow * 2, 7 + grow * 2, 8, 0.2, 2),
    ...(spare > 0 ? [lump(side * 15, 9, 5, 4, 4, 0.3, 3)] : []),
  ],
  spire: (grow, side, spare) => [
    lump(side * 5, -3, 6.5, 23 + grow * 6, 6, 0.34, 1),
    lump(side * -3, 1, 8.5 + grow * 1.5, 31 + grow * 7, 7, 0.36, 2),
    ...(spare > 0 ? [lump(side * 9, 6, 6, 10, 5, 0.4, 3)] : []),
    ...(spare > 1 ? [lump(side * -12, 6, 4.5, 6, 4, 0.4, 4)] : []),
  ],
  rubble: (grow, side, spare) => [
    lump(side * -6, -4, 8 + grow * 2, 11 + grow * 2, 6, 0.35, 1),
    lump(side * 8, -2, 7, 8 + grow * 2, 6, 0.36, 2),
    lump(side * 1, 5, 7.5, 7, 5, 0.4, 3),
    lump(side * -13, 6, 4.6, 5, 4, 0.4, 4),
    lump(side * 14, 8, 4, 4, 3.4, 0.4, 5),
    ...(spare > 0 ? [lump(side * -5, 11, 3.4, 3.4, 3, 0.4, 6)] : []),
  ],
};

/** A rock of a form and stone; the seed breaks it. */
export function paintRock(look: RockLook, lots: Lots): Easel {
  const easel = easelOf(32, 54, 12);
  const ramp = boulders[look.stone];
  const side = lots.dealt('side', 2) === 0 ? -1 : 1;
  const grain = grainOf(lots.below('break', 2 ** 31));
  const lumps = forms[look.form](lots.below('grow', 5) / 4, side, lots.dealt('spare', 3));
  for (const one of lumps) {
    const reach = one.wide + 3;
    const box = { left: one.x - reach, right: one.x + reach, top: -one.high * 1.2 - 12, bottom: 11 };
    const halves = halvesOf(one, grain);
    paintStone(easel, halves, box, {
      ramp,
      grain: grainOf(one.salt * 977 + lots.below('patch', 9999)),
      ...fractures[look.stone],
    });
    const cracks = one.wide < 7 ? 0 : 1 + Math.floor(grain(one.salt, 5) * 1.6);
    for (let i = 0; i < cracks; i += 1) {
      const x = Math.floor(one.x + (grain(i, one.salt + 9) - 0.5) * one.wide);
      crack(
        easel,
        x,
        Math.floor(-one.high * (0.5 + grain(i, 8) * 0.3)),
        4 + Math.floor(grain(i, one.salt + 6) * 6),
        grain,
      );
    }
  }
  if (look.moss !== 'none')
    growMoss(easel, grain, look.moss === 'some' ? 0.3 : 0.85, (material) => material === ramp);
  if (look.moss === 'overgrown') paintFoot(easel, 15, 'summer', grain);
  return easel;
}
