import type { Lots } from '../draw-lots.ts';
import { boulders, glows } from '../ramps/boulders.ts';
import { blossoms } from '../ramps/foliage.ts';
import { metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { dab, easelOf, materialAt, stepAt, type Easel } from './easel.ts';
import { facetAt, half, type Half } from './facets.ts';
import { grainOf, type Grain } from './grain.ts';
import { emblems, runes } from './runes.ts';
import { crack, growMoss, paintStone } from './stone.ts';
import { paintFoot } from './tufts.ts';

export const runestoneLevers = {
  form: ['pointed', 'rounded', 'leaning', 'broken'],
  runes: ['carved', 'red', 'gold', 'blue_glow', 'green_glow', 'amber_glow', 'violet_glow'],
  stone: ['granite', 'sandstone', 'slate', 'basalt', 'chalk'],
  moss: ['none', 'some', 'overgrown'],
} as const;

type RunestoneLook = { readonly [L in keyof typeof runestoneLevers]: (typeof runestoneLevers)[L][number] };

/** Tops of each form: directions to the right and up, with how far they stand from the middle of the stone. */
const tops: Readonly<Record<RunestoneLook['form'], readonly (readonly [number, number, number])[]>> = {
  pointed: [
    [-0.62, 0.8, 16],
    [0.7, 0.7, 15],
    [0, 1, 19.5],
  ],
  rounded: [
    [-0.8, 0.6, 13.4],
    [-0.5, 0.86, 16.2],
    [0, 1, 17.6],
    [0.5, 0.86, 16.2],
    [0.8, 0.6, 13.4],
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
      Math.floor((grain(i, 31) - 0.5) * 14),
      -40 + Math.floor(grain(i, 33) * 30),
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

type Inside = (x: number, y: number) => boolean;

/** Whether a pixel lies on the flat front, at least 1 px from its border. */
function faceOf(halves: readonly Half[]): Inside {
  const isFront: Inside = (x, y) => facetAt(halves, x + 0.5, y + 0.5)?.index === 0;
  return (x, y) => isFront(x - 2, y) && isFront(x + 2, y) && isFront(x, y - 2) && isFront(x, y + 2);
}

/** The pixels of the writing: a frame or none, an emblem or none, and rows of runes in what is left. */
function linesOf(inside: Inside, lots: Lots, grain: Grain): (readonly [number, number])[] {
  const pixels: (readonly [number, number])[] = [];
  const stampRows = (rows: readonly string[], x: number, y: number): void => {
    rows.forEach((row, dy) =>
      [...row].forEach((sign, dx) => {
        if (sign === '#') pixels.push([x + dx, y + dy]);
      }),
    );
  };
  const isFree = (x: number, y: number, w: number, h: number): boolean =>
    inside(x, y) && inside(x + w - 1, y) && inside(x, y + h - 1) && inside(x + w - 1, y + h - 1);
  const layout = lots.dealt('layout', 3);
  const rowHigh = 7;
  const start = -40 + lots.below('start', 3);
  let hasEmblem = false;
  let letter = lots.below('letter', runes.length);
  for (let row = 0; row < 6; row += 1) {
    const y = start + row * rowHigh;
    if (y > -8) break;
    const emblem = emblems[lots.dealt('emblem', emblems.length)] ?? [];
    if (layout === 1 && !hasEmblem && isFree(-6, y, 11, 11)) {
      stampRows(emblem, -6, y);
      hasEmblem = true;
      row += 1;
      continue;
    }
    let left = 0;
    let right = 0;
    while (isFree(left - 1, y, 1, 5)) left -= 1;
    while (isFree(right + 1, y, 1, 5)) right += 1;
    // A row is set in the middle of what it has.
    const count = Math.floor((right - left + 2) / 4);
    const first = left + Math.floor((right - left + 2 - count * 4) / 2);
    for (let column = 0; column < count; column += 1) {
      // Two columns stand to either side of their line.
      const aside = Math.floor(count / 2);
      const x =
        layout === 2 ? (column < aside ? -5 - column * 4 : 1 + (column - aside) * 4) : first + column * 4;
      if (!isFree(x, y, 3, 5)) continue;
      if (grain(column, row + 41) < 0.05) continue;
      stampRows(runes[letter % runes.length] ?? [], x, y);
      letter += 1 + Math.floor(grain(column, row + 43) * 5);
    }
    const isLine = count > 0;
    if (layout === 0 && isLine)
      for (let x = -10; x <= 10; x += 1) if (inside(x, y + 5) && y + 5 < -8) pixels.push([x, y + 6]);
    if (layout === 2)
      for (let dy = 0; dy < rowHigh; dy += 1) if (inside(-1, y + dy)) pixels.push([-1, y + dy]);
  }
  return pixels;
}

const inks: Readonly<Record<RunestoneLook['runes'], Ramp | null>> = {
  carved: null,
  red: blossoms.red,
  gold: metals.gold,
  blue_glow: glows.blue,
  green_glow: glows.green,
  amber_glow: glows.amber,
  violet_glow: glows.violet,
};

function carve(
  easel: Easel,
  pixels: readonly (readonly [number, number])[],
  ink: RunestoneLook['runes'],
  stone: Ramp,
): void {
  const colour = inks[ink];
  const isGlow = ink.endsWith('_glow');
  const isCut = new Set(pixels.map(([x, y]) => `${x},${y}`));
  for (const [x, y] of pixels) {
    if (materialAt(easel, x, y) === null) continue;
    if (isGlow && colour !== null) {
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        if (materialAt(easel, x + dx, y + dy) === stone)
          dab(easel, x + dx, y + dy, [colour, stepAt(easel, x + dx, y + dy) > 2 ? 1 : 0]);
      }
    } else if (!isCut.has(`${x + 1},${y + 1}`) && materialAt(easel, x + 1, y + 1) === stone) {
      // The far lip of a cut catches the light.
      dab(easel, x + 1, y + 1, [stone, 3]);
    }
  }
  for (const [x, y] of pixels) {
    if (materialAt(easel, x, y) === null) continue;
    dab(
      easel,
      x,
      y,
      colour === null ? [stone, 0] : [colour, isGlow ? (y < -22 ? 4 : 3) : ink === 'gold' ? 3 : 2],
    );
  }
}
