import { stepOf } from '../light.ts';
import type { Each } from './board.ts';

/**
 * Flat forms and the light on them. Things that lie from the lower left to the upper right are measured along that
 * diagonal and across it in half steps, whole numbers for every pixel: their edges are clean stairs.
 */

/** How far up the diagonal: 0 in the lower left corner, 62 in the upper right one; about 0.7 px each. */
export const along: Each<number> = (x, y) => x + 31 - y;

/** How far from the diagonal: negative on the lit upper left side, positive on the lower right. */
export const across: Each<number> = (x, y) => x + y - 31;

/** The pixel at a place of the diagonal's measures; where there is none, the one to its left. */
export const onDiagonal = (t: number, s: number): readonly [number, number] => [
  Math.floor((t + s) / 2),
  31 - Math.floor((t - s + 1) / 2),
];

/** A form that swells toward the viewer: its height in px above the ground, 0 or less outside. */
export type Swell = (x: number, y: number) => number;

/** An ellipsoid lying on the ground; sizes in px, `high` how far it rises. */
export const dome =
  (cx: number, cy: number, rx: number, ry: number, high = Math.min(rx, ry)): Swell =>
  (x, y) => {
    const a = (x - cx) / rx;
    const b = (y - cy) / ry;
    const left = 1 - a * a - b * b;
    return left <= 0 ? left : high * Math.sqrt(left);
  };

/** A rod with round ends between two places, its radius from `ra` to `rb`. */
export const rod =
  (ax: number, ay: number, bx: number, by: number, ra: number, rb = ra): Swell =>
  (x, y) => {
    const dx = bx - ax;
    const dy = by - ay;
    let t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const px = x - ax - dx * t;
    const py = y - ay - dy * t;
    const r = ra + (rb - ra) * t;
    const left = r * r - px * px - py * py;
    return left <= 0 ? left : Math.sqrt(left);
  };

/** Several as one: the highest counts. */
export const joined =
  (...swells: readonly Swell[]): Swell =>
  (x, y) => {
    let best = -Infinity;
    for (const swell of swells) best = Math.max(best, swell(x, y));
    return best;
  };

/** Whether the middle of a pixel lies in a form. */
export const within =
  (swell: Swell): Each<boolean> =>
  (x, y) =>
    swell(x + 0.5, y + 0.5) > 0;

/** The lamp of all icons: from the upper left, before them. */
const lamp = [-0.54, -0.62, 0.57] as const;

/** The step of light on a swelling form; `texture` adds light at a place. */
export const lit =
  (swell: Swell, gloss = 1, texture: Each<number> = () => 0): Each<number> =>
  (x, y) => {
    const cx = x + 0.5;
    const cy = y + 0.5;
    const reach = 0.4;
    const floor = (h: number): number => Math.max(h, -0.6);
    const nx = floor(swell(cx - reach, cy)) - floor(swell(cx + reach, cy));
    const ny = floor(swell(cx, cy - reach)) - floor(swell(cx, cy + reach));
    const nz = 2 * reach;
    const shine = (nx * lamp[0] + ny * lamp[1] + nz * lamp[2]) / Math.sqrt(nx * nx + ny * ny + nz * nz);
    return stepOf((shine - 0.35) * gloss + 0.35 + texture(x, y));
  };

/** Whether the middle of a pixel lies in a polygon, its corners in px. */
export const polygon =
  (corners: readonly (readonly [number, number])[]): Each<boolean> =>
  (x, y) => {
    const px = x + 0.5;
    const py = y + 0.5;
    let isIn = false;
    for (let i = 0, j = corners.length - 1; i < corners.length; j = i, i += 1) {
      const [ax, ay] = corners[i] as readonly [number, number];
      const [bx, by] = corners[j] as readonly [number, number];
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) isIn = !isIn;
    }
    return isIn;
  };

/** The pixels of a straight line, both ends included, each touching the next (Bresenham 1965). */
export function line(x0: number, y0: number, x1: number, y1: number): (readonly [number, number])[] {
  const pixels: (readonly [number, number])[] = [];
  const dx = Math.abs(x1 - x0);
  const dy = -Math.abs(y1 - y0);
  let [x, y, error] = [x0, y0, dx + dy];
  for (;;) {
    pixels.push([x, y]);
    if (x === x1 && y === y1) return pixels;
    const twice = 2 * error;
    if (twice >= dy) {
      error += dy;
      x += x0 < x1 ? 1 : -1;
    }
    if (twice <= dx) {
      error += dx;
      y += y0 < y1 ? 1 : -1;
    }
  }
}
