import type { Lots } from '../draw-lots.ts';
import { glows } from '../ramps/boulders.ts';
import { blossoms } from '../ramps/foliage.ts';
import { metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { dab, materialAt, stepAt, type Easel } from './easel.ts';
import { facetAt, type Half } from './facets.ts';
import type { Grain } from './grain.ts';
import { emblems, runes } from './runes.ts';

/** Whether a pixel may be written on. */
type Inside = (x: number, y: number) => boolean;

/** Whether a pixel lies on the flat front, the first of a stone's halves, at least 1 px from its border. */
export function faceOf(halves: readonly Half[]): Inside {
  const isFront: Inside = (x, y) => facetAt(halves, x + 0.5, y + 0.5)?.index === 0;
  return (x, y) => isFront(x - 2, y) && isFront(x + 2, y) && isFront(x, y - 2) && isFront(x, y + 2);
}

/** The pixels of the writing: a frame or none, an emblem or none, and rows of runes in what is left. */
export function linesOf(inside: Inside, lots: Lots, grain: Grain): (readonly [number, number])[] {
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

/** How runes are filled: the values of the lever `runes`. */
export const inkings = [
  'carved',
  'red',
  'gold',
  'blue_glow',
  'green_glow',
  'amber_glow',
  'violet_glow',
] as const;
type Inking = (typeof inkings)[number];

const inks: Readonly<Record<Inking, Ramp | null>> = {
  carved: null,
  red: blossoms.red,
  gold: metals.gold,
  blue_glow: glows.blue,
  green_glow: glows.green,
  amber_glow: glows.amber,
  violet_glow: glows.violet,
};

/** Cuts the pixels of a writing into a stone: plain, painted, or aglow. */
export function carve(
  easel: Easel,
  pixels: readonly (readonly [number, number])[],
  ink: Inking,
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
