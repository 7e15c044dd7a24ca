import type { Ramp } from '../../ramps/ramp.ts';
import { cloth, rope, woods } from '../../ramps/timber.ts';
import { dab, line, paint, type Easel } from '../easel.ts';
import { stepOf } from '../../light.ts';
import { emblems } from '../runes.ts';

/** Mast, yard and sail of a boat. */
export interface Rig {
  /** Column of the mast, its foot and its top. */
  readonly mast: number;
  readonly foot: number;
  readonly top: number;
  /** Half width of the yard, and the row where the sail ends. */
  readonly half: number;
  readonly hem: number;
  readonly colour: Ramp;
  /** 0 stripes, 1 an emblem, 2 checks, 3 broad bands. */
  readonly pattern: number;
  readonly emblem: number;
}

/** A mast from its foot to its top. */
export function paintMast(easel: Easel, { mast, foot, top }: Rig): void {
  paint(easel, { left: mast - 1, right: mast + 1, top, bottom: foot }, (x) => [
    woods.oak,
    x === mast - 1 ? 3 : x === mast ? 2 : 1,
  ]);
  paint(easel, { left: mast - 1, right: mast + 1, top: top - 1, bottom: top - 1 }, () => [woods.oak, 4]);
}

/** Stays from the top of the mast to the ends of the hull; they stand alone, so they have no outline. */
export function paintStays(
  easel: Easel,
  { mast, top }: Rig,
  ends: readonly (readonly [number, number])[],
): void {
  for (const [x, y] of ends) line(easel, mast, top + 1, x, y, [rope, x < mast ? 3 : 2], { isBare: true });
}

/** A square sail that the wind fills toward the viewer. */
export function paintSail(easel: Easel, rig: Rig): void {
  const { mast, top, half, hem, colour, pattern } = rig;
  const yard = top + 4;
  const high = hem - yard;
  const emblem = emblems[rig.emblem] ?? [];
  paint(easel, { left: mast - half - 5, right: mast + half + 5, top: yard, bottom: hem + 5 }, (x, y) => {
    const v = (y - yard) / high;
    // It bellies out in the middle of its height, and its foot curves up between the sheets.
    const belly = 1 + 0.1 * (1 - (v * 2 - 1) * (v * 2 - 1));
    const u = (x + 0.5 - mast) / (half * belly);
    if (u < -1 || u > 1) return null;
    if (v < 0 || y > hem + 2 - (1 - u * u) * 3.4) return null;
    const light =
      0.5 - u * 0.42 + (0.5 - v) * 0.35 - (v > 0.82 ? 0.3 : 0) + (v < 0.12 ? -0.25 : 0) + fold(u, v) * 0.22;
    const isColour =
      pattern === 0
        ? Math.floor((u + 1) * 3.5) % 2 === 0
        : pattern === 2
          ? (Math.floor((u + 1) * 3) + Math.floor(v * 4)) % 2 === 0
          : pattern === 3
            ? Math.floor(v * 4) % 2 === 0
            : true;
    return [isColour ? colour : cloth, stepOf(light)];
  });
  if (pattern === 1) {
    emblem.forEach((row, dy) =>
      [...row].forEach((sign, dx) => {
        if (sign === '#')
          dab(easel, mast - 5 + dx, yard + Math.floor(high / 2) - 5 + dy, [cloth, dx < 6 ? 4 : 3]);
      }),
    );
  }
  paintYard(easel, rig);
}

/** Creases that hang from the ends of the yard. */
function fold(u: number, v: number): number {
  const at = Math.abs(u) * 3 + v * 1.4;
  return Math.abs(at - Math.floor(at + 0.5)) * 4 - 1 > 0.6 ? -1 : 0;
}

function paintYard(easel: Easel, { mast, top, half }: Rig): void {
  paint(easel, { left: mast - half - 2, right: mast + half + 1, top: top + 3, bottom: top + 4 }, (x, y) => [
    woods.oak,
    y === top + 3 ? (x < mast + half * 0.4 ? 4 : 3) : 1,
  ]);
}

/** The sail rolled up and tied below its yard. */
export function paintFurled(easel: Easel, rig: Rig): void {
  const { mast, top, half, colour, pattern } = rig;
  paint(easel, { left: mast - half, right: mast + half - 1, top: top + 5, bottom: top + 9 }, (x, y) => {
    const u = (x + 0.5 - mast) / half;
    const tie = Math.floor((x - mast + 70) % 9);
    const sag = tie === 0 ? 2.4 : 4.4 - Math.abs(tie - 4.5) * 0.3;
    const row = y - top - 5;
    if (row > sag) return null;
    if (tie === 0) return [rope, row === 0 ? 3 : 1];
    const isColour = pattern === 1 || Math.floor((u + 1) * 3.5) % 2 === 0;
    return [isColour ? colour : cloth, row === 0 ? 4 : row === 1 ? 3 : row === 2 ? 2 : 1];
  });
  paintYard(easel, rig);
}
