import type { Lots } from '../draw-lots.ts';
import { blossoms, leaves, snow } from '../ramps/foliage.ts';
import { barks } from '../ramps/timber.ts';
import { dab, easelOf, materialAt, type Easel } from './easel.ts';
import { clumpsOf, paintLeaves } from './foliage.ts';
import { grainOf, type Grain } from './grain.ts';
import { growBranch, layOnSnow } from './trunk.ts';
import { paintFlower, paintFoot } from './tufts.ts';

/** Levers of bushes; the first value of each is drawn when nothing is said. */
export const bushLevers = {
  bush: ['leafy', 'berry', 'flower', 'bramble'],
  season: ['summer', 'autumn', 'winter', 'spring'],
  colour: ['red', 'blue', 'white', 'pink', 'yellow', 'violet'],
} as const;

type BushLook = { readonly [L in keyof typeof bushLevers]: (typeof bushLevers)[L][number] };

const plans = [
  [
    [-0.5, -0.2, 0.46],
    [0.5, -0.18, 0.46],
    [0, -0.5, 0.5],
    [-0.66, 0.34, 0.34],
    [0.64, 0.36, 0.34],
    [-0.2, 0.24, 0.46],
    [0.3, 0.3, 0.42],
  ],
  [
    [-0.3, -0.46, 0.48],
    [0.44, -0.24, 0.46],
    [-0.6, 0.1, 0.4],
    [0.1, 0, 0.5],
    [0.66, 0.34, 0.34],
    [-0.36, 0.4, 0.42],
    [0.24, 0.42, 0.42],
  ],
  [
    [0.34, -0.48, 0.46],
    [-0.42, -0.26, 0.48],
    [0.6, 0.12, 0.4],
    [-0.06, -0.02, 0.5],
    [-0.66, 0.34, 0.34],
    [0.4, 0.42, 0.4],
    [-0.22, 0.42, 0.42],
  ],
] as const;

/** Half width and half height, px: a broad bush, a round one, a low one in bloom, a sprawling one. */
const builds = {
  leafy: { wide: 16, high: 11 },
  berry: { wide: 12, high: 14 },
  flower: { wide: 15, high: 9 },
  bramble: { wide: 16, high: 7 },
} as const;

/** A bush of a kind in a season; the seed grows it. `colour` is that of its berries or flowers. */
export function paintBush(look: BushLook, lots: Lots): Easel {
  const easel = easelOf(26, 44, 6, { side: 19, up: 36 });
  const grain = grainOf(lots.below('leaves', 2 ** 31));
  const build = builds[look.bush];
  const wide = build.wide + lots.below('wide', 4);
  const high = build.high + lots.below('high', 3);
  const season = look.season;
  const fruit = blossoms[look.colour];
  const isEvergreen = look.bush === 'berry';
  if (look.bush === 'bramble') paintCanes(easel, grain, wide, high);
  if (season === 'winter' && !isEvergreen) {
    paintTwigs(easel, grain, wide, high, look.bush === 'bramble');
    layOnSnow(easel, grain, 1, (x, y) => grain(Math.floor(x / 2), Math.floor(y / 2) + 5) < 0.4);
  } else {
    const crown = { x: 0, y: -high + 1, rx: wide, ry: high };
    const plan = plans[lots.dealt('plan', plans.length)] ?? plans[0];
    const clumps = clumpsOf([...plan, [-0.3, 0.66, 0.42], [0.34, 0.68, 0.42]], crown, grain, {
      squash: 0.78,
      shift: 0.08,
    });
    const ramp = season === 'winter' ? leaves.pine.winter : leaves.bush[season];
    const leaf = look.bush === 'bramble' ? ([2.2, 2.6] as const) : ([2.8, 2.3] as const);
    paintLeaves(easel, { clumps, ramp, grain, leaf, gaps: season === 'autumn' ? 0.3 : 0.14 });
    if (season === 'winter') layOnSnow(easel, grain, 3.4, (x) => grain(Math.floor(x / 3), 3) < 0.9);
  }
  if (look.bush === 'berry')
    dot(easel, grain, wide, high, (season === 'spring' ? 6 : 9) + lots.below('berries', 5), (x, y) =>
      paintBerry(easel, x, y, fruit),
    );
  if (look.bush === 'flower' && (season === 'spring' || season === 'summer'))
    dot(easel, grain, wide, high, season === 'summer' ? 13 : 6, (x, y) =>
      paintBloom(easel, x, y, fruit, season === 'summer'),
    );
  if (look.bush === 'flower' && season === 'autumn')
    dot(easel, grain, wide, high, 5, (x, y) => paintBerry(easel, x, y, blossoms.red));
  if (look.bush === 'bramble' && (season === 'summer' || season === 'autumn'))
    dot(easel, grain, wide, high, 6, (x, y) => paintBerry(easel, x, y, fruit));
  paintFoot(easel, wide - 2, season, grain, season === 'winter' ? snow : leaves.bush[season]);
  return easel;
}

/** Places spread over what has been painted, never two close together. */
function dot(
  easel: Easel,
  grain: Grain,
  wide: number,
  high: number,
  count: number,
  put: (x: number, y: number) => void,
): void {
  const taken: (readonly [number, number])[] = [];
  for (let i = 0; i < count * 6 && taken.length < count; i += 1) {
    const x = Math.floor((grain(i, 301) * 2 - 1) * (wide - 2));
    const y = -Math.floor(3 + grain(i, 303) * high * 1.8);
    const isFree = taken.every(([tx, ty]) => Math.abs(tx - x) + Math.abs(ty - y) > 4);
    if (!isFree || materialAt(easel, x, y) === null || materialAt(easel, x + 1, y + 1) === null) continue;
    taken.push([x, y]);
    put(x, y);
  }
}

function paintBerry(easel: Easel, x: number, y: number, ramp: (typeof blossoms)['red']): void {
  dab(easel, x, y, [ramp, 4], { isKept: true });
  dab(easel, x + 1, y, [ramp, 2]);
  dab(easel, x, y + 1, [ramp, 2]);
  dab(easel, x + 1, y + 1, [ramp, 2]);
}

/** A flower of five pixels around its eye, or a bud. */
function paintBloom(
  easel: Easel,
  x: number,
  y: number,
  ramp: (typeof blossoms)['red'],
  isOpen: boolean,
): void {
  if (!isOpen) return paintFlower(easel, x, y, ramp);
  for (const [dx, dy, step] of [
    [0, -1, 4],
    [-1, 0, 4],
    [1, 0, 3],
    [0, 1, 2],
  ] as const)
    dab(easel, x + dx, y + dy, [ramp, step]);
  dab(easel, x, y, [ramp === blossoms.yellow ? blossoms.red : blossoms.yellow, 3], { isKept: true });
}

function paintTwigs(easel: Easel, grain: Grain, wide: number, high: number, isWild: boolean): void {
  const branching = { ramp: barks.oak, grain, shrink: 0.76, droop: isWild ? 0.12 : -0.03, forks: 3 };
  for (let i = 0; i < 5; i += 1) {
    const out = (i - 2) / 2;
    growBranch(
      easel,
      branching,
      [out * wide * 0.3, 0],
      [out * 0.7, -0.8],
      high * 0.62,
      1,
      undefined,
      3 + i * 32,
    );
  }
}

/** Thorny canes that arch out over the leaves and down to the ground. */
function paintCanes(easel: Easel, grain: Grain, wide: number, high: number): void {
  for (let cane = 0; cane < 4; cane += 1) {
    const side = cane % 2 === 0 ? -1 : 1;
    const fromX = side * wide * (0.1 + grain(cane, 309) * 0.3);
    const fromY = -high * 1.5;
    const overX = side * wide * (0.9 + grain(cane, 311) * 0.4);
    const overY = -high * (1.7 + grain(cane, 313) * 0.7);
    const toX = side * Math.min(20, wide * (0.95 + grain(cane, 315) * 0.3));
    for (let step = 0; step <= 60; step += 1) {
      const u = step / 60;
      const x = fromX * (1 - u) * (1 - u) + 2 * overX * u * (1 - u) + toX * u * u;
      const y = fromY * (1 - u) * (1 - u) + 2 * overY * u * (1 - u) - 2 * u * u;
      if (y > -1) continue;
      dab(easel, x, y, [barks.pine, u < 0.6 ? 3 : 2], { isBare: true });
      if (step % 11 === 5) dab(easel, x, y - 1, [barks.pine, 3], { isBare: true });
    }
  }
}
