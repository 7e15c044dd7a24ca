import { snow } from '../ramps/foliage.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { cellsOf } from './cells.ts';
import { dab, hasRoom, indexOf, materialAt, paint, stroke, type Easel } from './easel.ts';
import type { Grain } from './grain.ts';
import { stepOf } from '../light.ts';

/** How a trunk stands. */
export interface Trunk {
  readonly ramp: Ramp;
  readonly grain: Grain;
  /** Row where it ends, negative, px. */
  readonly top: number;
  /** Half widths at the ground and at its top, px. */
  readonly foot: number;
  readonly neck: number;
  /** How far the top stands beside the foot, px. */
  readonly lean: number;
  /** How far the roots reach out, px. */
  readonly flare: number;
  /** Bark, as added light; `right` -1 .. 1 across the trunk. */
  readonly bark?: (x: number, y: number, right: number) => number;
}

/** A trunk with roots and bark. */
export function paintTrunk(easel: Easel, trunk: Trunk): void {
  const { ramp, grain, top, foot, neck, lean, flare } = trunk;
  const strip = cellsOf(2.2, 7, grain);
  const box = {
    left: -foot - flare - 2 - Math.abs(lean),
    right: foot + flare + 2 + Math.abs(lean),
    top,
    bottom: 0,
  };
  paint(easel, box, (x, y) => {
    const up = Math.min(1, y / top);
    const root = Math.max(0, 1 - -y / (flare * 1.6 + 1));
    const middle = lean * up * up;
    // Roots are not one skirt: they run out in toes.
    const toe = root > 0 ? (grain(Math.floor((x + 40) / 3), 3) - 0.35) * 1.6 : 0;
    const half = foot + (neck - foot) * up + root * root * flare * (1 + toe * 0.4);
    const right = (x + 0.5 - middle) / half;
    if (right < -1 || right > 1) return null;
    const near = Math.sqrt(1 - right * right);
    const cell = strip(x, y);
    const light = -right * 0.55 + near * 0.45 + (trunk.bark?.(x, y, right) ?? (cell.luck - 0.5) * 0.6) - 0.08;
    // No black at the tips of the roots: they would lie there like pebbles.
    return [ramp, y > -4 ? Math.max(1, stepOf(light)) : stepOf(light)];
  });
}

/** Half a turn of a branch to either side: cosine and sine of about 27 and 40 degrees. */
const turns = [
  [0.891, 0.454],
  [0.766, 0.643],
] as const;

/** How branches grow. */
export interface Branching {
  readonly ramp: Ramp;
  readonly grain: Grain;
  /** How much shorter each branch is than what it grows from. */
  readonly shrink: number;
  /** Below 0 twigs rise, above 0 they hang. */
  readonly droop: number;
  /** How often branches fork. */
  readonly forks: number;
}

/** A branch with its twigs; `from` is its foot, `[dx, dy]` its direction of length 1. Gives the ends of its twigs. */
export function growBranch(
  easel: Easel,
  branching: Branching,
  from: readonly [number, number],
  [dx, dy]: readonly [number, number],
  length: number,
  radius: number,
  forks = branching.forks,
  path = 1,
): (readonly [number, number])[] {
  const { ramp, grain, shrink, droop } = branching;
  const [x, y] = from;
  const grown = length * (0.8 + grain(path, 41) * 0.4);
  const bentX = dx + (grain(path, 43) - 0.5) * 0.3;
  const bentY = dy + droop * (branching.forks - forks + 0.4);
  const norm = Math.sqrt(bentX * bentX + bentY * bentY);
  const end = [x + (bentX / norm) * grown, y + (bentY / norm) * grown] as const;
  if (!hasRoom(easel, end[0], end[1])) return [from];
  const thin = Math.max(0.5, radius * 0.66);
  stroke(
    easel,
    [x, y, Math.max(0.55, radius)],
    [end[0], end[1], Math.max(0.55, thin)],
    (_along, across) => [ramp, radius < 0.9 ? 2 : across > 0.25 ? 3 : across > -0.35 ? 2 : 1],
    { isBare: radius < 0.9 },
  );
  if (forks === 0) return [end];
  const ends: (readonly [number, number])[] = [];
  for (const side of [-1, 1] as const) {
    const child = path * 2 + (side + 1) / 2;
    const [cosine, sine] = turns[grain(child, 47) < 0.5 ? 0 : 1];
    const s = sine * side;
    const direction = [(bentX * cosine - bentY * s) / norm, (bentX * s + bentY * cosine) / norm] as const;
    ends.push(...growBranch(easel, branching, end, direction, grown * shrink, thin, forks - 1, child));
  }
  return ends;
}

/** Snow on whatever lies open to the sky: `thick` px, on surfaces for which `isHeld` says so. */
export function layOnSnow(
  easel: Easel,
  grain: Grain,
  thick: number,
  isHeld: (x: number, y: number) => boolean = () => true,
): void {
  const { width, height, originX, originY } = easel;
  const tops: (readonly [number, number])[] = [];
  for (let y = -originY + 1; y < height - originY; y += 1) {
    for (let x = -originX; x < width - originX; x += 1) {
      if (materialAt(easel, x, y) === null || indexOf(easel, x, y - 1) < 0) continue;
      if (materialAt(easel, x, y - 1) === null && isHeld(x, y)) tops.push([x, y]);
    }
  }
  for (const [x, y] of tops) {
    const isTwig = easel.isBare[indexOf(easel, x, y)] === 1;
    const deep = isTwig ? 1 : Math.floor(thick * (0.5 + grain(Math.floor(x / 2), y)) + 0.3);
    for (let row = 0; row < deep; row += 1) {
      if (materialAt(easel, x, y + row) === null) break;
      dab(easel, x, y + row, [snow, row === 0 ? 4 : row + 1 < deep ? 3 : 2], { isBare: isTwig });
    }
  }
}
