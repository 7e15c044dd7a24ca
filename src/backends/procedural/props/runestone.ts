import type { Lots } from '../draw-lots.ts';
import { boulders } from '../ramps/boulders.ts';
import { easelOf, type Easel } from './easel.ts';
import { half, type Half } from './facets.ts';
import { grainOf } from './grain.ts';
import { carve, faceOf, inkings, linesOf } from './rune-writing.ts';
import { crack, growMoss, paintStone } from './stone.ts';
import { paintFoot } from './tufts.ts';

/** Levers of rune stones; the first value of each is drawn when nothing is said. */
export const runestoneLevers = {
  form: ['pointed', 'rounded', 'leaning', 'broken'],
  runes: inkings,
  stone: ['granite', 'sandstone', 'slate', 'basalt', 'chalk'],
  moss: ['none', 'some', 'overgrown'],
} as const;

type RunestoneLook = { readonly [L in keyof typeof runestoneLevers]: (typeof runestoneLevers)[L][number] };

/** Tops of each form: directions to the right and up, with how far they stand from the middle of the stone. */
const tops: Readonly<Record<RunestoneLook['form'], readonly (readonly [number, number, number])[]>> = {
  pointed: [
    [-0.76, 0.65, 13.6],
    [0.82, 0.57, 12.6],
  ],
  rounded: [
    [-0.92, 0.39, 11.6],
    [-0.74, 0.67, 13.4],
    [-0.4, 0.92, 15],
    [0, 1, 15.6],
    [0.4, 0.92, 15],
    [0.74, 0.67, 13.4],
    [0.92, 0.39, 11.6],
  ],
  leaning: [
    [-0.45, 0.9, 18.5],
    [0.55, 0.84, 14],
    [0.86, 0.5, 12],
  ],
  broken: [
    [0.42, 0.9, 6.5],
    [-0.7, 0.7, 15],
  ],
};

/** A stone with runes; the seed writes them and weathers it. */
export function paintRunestone(look: RunestoneLook, lots: Lots): Easel {
  const easel = easelOf(22, 56, 10);
  const ramp = boulders[look.stone];
  const grain = grainOf(lots.below('stone', 2 ** 31));
  const flip = lots.dealt('flip', 2) === 0 ? -1 : 1;
  const wide = (look.form === 'leaning' ? 8.6 : 9.6) + lots.below('wide', 3) * 0.5;
  const lean = look.form === 'leaning' ? 0.09 : 0.03;
  // Some narrow upward, some stand on a narrow foot.
  const taper = look.form === 'leaning' ? 0 : (lots.dealt('taper', 3) - 0.6) * 0.045;
  const centre = [0, 21, 0] as const;
  const halves: Half[] = [
    half([0, 0.04, 1], 4.4, centre),
    half([0, -1, 0], 0),
    half([-1, lean * flip + taper, 0.25], wide, centre),
    half([1, -lean * flip + taper, 0.25], wide, centre),
    half([-1, 0.24, 0.75], wide * 0.98, centre),
    half([1, 0.2, 0.75], wide * 0.98, centre),
    half([0, 0, -1], 4, centre),
    ...tops[look.form].flatMap(([x, y, out]) => {
      const reach = out + (grain(Math.floor(out), 5) - 0.5) * 1.6;
      return [half([x * flip, y, 0.12], reach, centre), half([x * flip, y, 0.8], reach * 0.92, centre)];
    }),
  ];
  const box = { left: -21, right: 20, top: -50, bottom: 8 };
  paintStone(easel, halves, box, {
    ramp,
    grain,
    patch: [3.4, 3],
    rough: 0.2,
    lift: 0.13,
    layers: look.stone === 'sandstone' || look.stone === 'slate' ? 3 : 0,
  });
  const face = faceOf(halves);
  for (let i = 0; i < 2; i += 1) {
    crack(
      easel,
      // At the flanks: in the middle a crack would be read as one more stroke of a rune.
      Math.floor((i === 0 ? -1 : 1) * (7 + grain(i, 31) * 3)),
      -36 + Math.floor(grain(i, 33) * 26),
      4 + Math.floor(grain(i, 35) * 6),
      grain,
    );
  }
  carve(easel, linesOf(face, lots, grain), look.runes, ramp);
  if (look.moss !== 'none')
    growMoss(easel, grain, look.moss === 'some' ? 0.22 : 0.55, (material) => material === ramp);
  paintFoot(easel, 9, 'summer', grain);
  return easel;
}
