import type { Lots } from '../../draw-lots.ts';
import { cloths, metals } from '../../ramps/people.ts';
import type { Ramp } from '../../ramps/ramp.ts';
import { woods } from '../../ramps/timber.ts';
import { dab, easelOf, line, paint, stroke, type Easel } from '../easel.ts';
import { grainOf } from '../grain.ts';
import { farGunwale, gunwale, paintHull, type Hull } from './hull.ts';
import { paintProw } from './prow.ts';
import { paintFurled, paintMast, paintSail, paintStays, type Rig } from './sail.ts';

/** Levers of boats; the first value of each is drawn when nothing is said. */
export const boatLevers = {
  hull: ['longship', 'rowing_boat'],
  sail: ['set', 'furled', 'none'],
  colour: ['red', 'blue', 'green', 'ochre', 'purple'],
  wood: ['oak', 'pine', 'tarred', 'redwood'],
} as const;

/** A value for each lever. */
export type BoatLook = { readonly [L in keyof typeof boatLevers]: (typeof boatLevers)[L][number] };

const colours: Readonly<Record<BoatLook['colour'], Ramp>> = {
  red: cloths.madder,
  blue: cloths.blue,
  green: cloths.green,
  ochre: cloths.ochre,
  purple: cloths.purple,
};

/** A boat with its bow to the left; the seed carves its prow, paints its shields and patterns its sail. */
export function paintBoat(
  look: BoatLook,
  lots: Lots,
): { readonly easel: Easel; readonly mast: readonly [number, number] } {
  const easel = easelOf(68, 72);
  const isLong = look.hull === 'longship';
  const grain = grainOf(lots.below('hull', 2 ** 31));
  const wood = woods[look.wood];
  const trims = { oak: woods.pine, pine: woods.oak, tarred: woods.oak, redwood: woods.pine } as const;
  const hull: Hull = isLong
    ? { wood, trim: trims[look.wood], grain, half: 54, side: 12, rise: 10, beam: 6, strakes: 4, benches: 11 }
    : {
        wood,
        trim: trims[look.wood],
        grain,
        half: 24 + lots.below('length', 3),
        side: 9,
        rise: 4,
        beam: 8,
        strakes: 3,
        benches: 12,
      };
  const rig: Rig = {
    mast: isLong ? 2 : -3,
    foot: Math.floor(gunwale(hull, 0)) - 2,
    top: isLong ? -58 : -50,
    half: isLong ? 25 : 15,
    hem: isLong ? -24 : -20,
    colour: colours[look.colour],
    pattern: lots.dealt('pattern', 4),
    emblem: lots.below('emblem', 4),
  };
  const prow = lots.dealt('prow', 3);
  if (isLong) paintProw(easel, hull, prow);
  if (look.sail !== 'none') {
    paintStays(easel, rig, [
      [-hull.half * 0.86, gunwale(hull, 0.86)],
      [hull.half * 0.86, gunwale(hull, 0.86)],
    ]);
  }
  paintHull(easel, hull, () => {
    if (look.sail !== 'none') paintMast(easel, rig);
    if (!isLong) stowed[lots.dealt('stowed', stowed.length)]?.(easel, hull, colours[look.colour]);
  });
  if (!isLong) trimStem(easel, hull, colours[look.colour], lots.dealt('band', 4));
  if (look.sail === 'set') paintSail(easel, rig);
  if (look.sail === 'furled') paintFurled(easel, rig);
  if (isLong) {
    if (look.sail === 'none') paintOars(easel, hull);
    paintShields(easel, hull, colours[look.colour], lots.dealt('shields', 5));
  }
  return { easel, mast: look.sail === 'none' ? [0, Math.floor(farGunwale(hull, 0))] : [rig.mast, rig.top] };
}

/** Round shields along the side, by turns in two colours. */
function paintShields(easel: Easel, hull: Hull, colour: Ramp, device: number): void {
  const second = colour === cloths.ochre ? cloths.madder : cloths.ochre;
  for (let i = 0; i < 9; i += 1) {
    const x = -38 + i * 9;
    const y = Math.floor(gunwale(hull, (x + 4) / hull.half)) + 3;
    const ramp = i % 2 === 0 ? colour : second;
    paint(easel, { left: x, right: x + 7, top: y - 4, bottom: y + 3 }, (px, py) => {
      const u = px - x - 3.5;
      const v = py - y + 0.5;
      const out = u * u + v * v;
      if (out > 15.2) return null;
      if (out > 9.5) return [woods.walnut, u + v < 0 ? 2 : 0];
      if (out < 1) return [metals.steel, u + v < 0 ? 4 : 3];
      const isQuarter =
        device === 0
          ? u * v > 0
          : device === 1
            ? Math.abs(u) < 1
            : device === 2
              ? v > 0
              : device === 3 && Math.abs(u) < 1 !== Math.abs(v) < 1;
      const tone = u + v < -1 ? 3 : u + v > 2 ? 1 : 2;
      return isQuarter ? [woods.pine, tone + 1] : [ramp, tone + 1];
    });
  }
}

/** Oars from below the shields into the water beyond the keel, their blades flat. */
function paintOars(easel: Easel, hull: Hull): void {
  for (let i = 0; i < 5; i += 1) {
    const x = -27 + i * 13;
    const y = Math.floor(gunwale(hull, x / hull.half)) + 6;
    for (const [aside, step] of [
      [0, 4],
      [1, 1],
    ] as const)
      line(easel, x + aside, y, x + aside - 10, 2, [woods.pine, step]);
    stroke(easel, [x - 8, 0.4, 1.4], [x - 11, 3.4, 2], (_along, across) => [woods.pine, across > 0 ? 4 : 2]);
  }
}

type Stow = (easel: Easel, hull: Hull, colour: Ramp) => void;

/** What lies in a rowing boat: its oars, a barrel, a net, a chest under a cloth, a coil of rope. */
const stowed: readonly Stow[] = [
  oars,
  (easel, hull) => {
    oars(easel, hull);
    lump(easel, hull, 9, 4, 6, (x, y) => [
      y === -2 || y === 2 ? metals.iron : woods.oak,
      x < -1 ? 3 : x < 2 ? 2 : 1,
    ]);
  },
  (easel, hull) =>
    lump(easel, hull, 10, 7, 4, (x, y) => [
      cloths.linen,
      (x + y + 40) % 3 === 0 || (x - y + 40) % 4 === 0 ? 1 : 3,
    ]),
  (easel, hull, colour) => {
    oars(easel, hull);
    lump(easel, hull, -13, 5, 4, (x, y) => [colour, y < -1 ? 4 : x < 1 ? 3 : 2]);
  },
  (easel, hull) => lump(easel, hull, -12, 5, 3, (_x, y) => [woods.pine, (y + 40) % 2 === 0 ? 4 : 1]),
];

/** A rounded thing between the benches, `at` told the place from its middle. */
function lump(
  easel: Easel,
  hull: Hull,
  middle: number,
  half: number,
  high: number,
  at: (x: number, y: number) => readonly [Ramp, number],
): void {
  const foot = Math.floor(gunwale(hull, middle / hull.half));
  const row = foot - high + 1;
  paint(easel, { left: middle - half, right: middle + half, top: row - high, bottom: foot }, (x, y) => {
    const [a, b] = [(x - middle) / (half + 0.4), (y - row) / (high + 0.4)];
    return a * a * a * a + b * b * b * b > 1 ? null : at(x - middle, y - row);
  });
}

/** Oars laid into a rowing boat. */
function oars(easel: Easel, hull: Hull): void {
  for (const [from, to, shift] of [
    [-15, 13, 0],
    [-12, 17, 2],
  ] as const) {
    const row = (x: number): number => Math.floor(farGunwale(hull, x / hull.half)) + 3 + shift;
    line(easel, from, row(from) + 1, to, row(to) - 1, [woods.pine, 4]);
    line(easel, from, row(from) + 2, to, row(to), [woods.pine, 2]);
    paint(easel, { left: to, right: to + 5, top: row(to) - 2, bottom: row(to) + 1 }, (_x, y) => [
      woods.pine,
      y < row(to) ? 4 : 2,
    ]);
  }
}

/** A painted band in one of four forms, and an iron ring at the stem of a rowing boat. */
function trimStem(easel: Easel, hull: Hull, colour: Ramp, form: number): void {
  for (let x = -hull.half + 1; x < hull.half - 1; x += 1) {
    const u = (x + 0.5) / hull.half;
    const y = Math.floor(gunwale(hull, u)) + 2;
    // A band, a broad one, lozenges, or the bow alone.
    const isOpen = (form === 2 && (x + 60) % 6 > 2) || (form === 3 && u > -0.5);
    if (isOpen) continue;
    dab(easel, x, y, [colour, u < 0.3 ? 3 : 2]);
    if (Math.abs(u) < 0.92) dab(easel, x, y + 1, [colour, u < 0.3 ? 2 : 1]);
    if ((form === 1 || form === 3) && Math.abs(u) < 0.8) dab(easel, x, y + 2, [colour, 1]);
  }
  const bow = Math.floor(gunwale(hull, -1));
  paint(easel, { left: -hull.half, right: -hull.half + 1, top: bow - 2, bottom: bow + 4 }, (x) => [
    hull.trim,
    x === -hull.half ? 3 : 2,
  ]);
  paint(easel, { left: hull.half - 2, right: hull.half - 1, top: bow - 2, bottom: bow + 4 }, (x) => [
    hull.trim,
    x === hull.half - 2 ? 2 : 1,
  ]);
}
