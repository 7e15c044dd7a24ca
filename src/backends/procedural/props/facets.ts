import { pitch } from '../light.ts';
import { lamp } from './light.ts';

/** Half of space: all places whose distance along `normal` (length 1) is less than `offset`. x right, y up, z near. */
export interface Half {
  readonly normal: readonly [number, number, number];
  readonly offset: number;
}

/** What is seen of a stone at a pixel. */
export interface Facet {
  /** Which half it is the border of. */
  readonly index: number;
  /** Light on it, about -1 .. 1. */
  readonly light: number;
  /** How much nearer the next facet would have to be: 0 on an edge, px. */
  readonly edge: number;
  /** Depth toward the viewer, px. */
  readonly depth: number;
  /** The facet beyond the nearest edge. */
  readonly beyond: number;
}

/** Light on a plane. */
function planeLight([nx, ny, nz]: readonly [number, number, number]): number {
  const up = ny * pitch.cosine - nz * pitch.sine;
  const near = ny * pitch.sine + nz * pitch.cosine;
  return nx * lamp.right + up * lamp.up + near * lamp.near;
}

/**
 * Looks at a convex stone, the common part of halves, from the front and above. The ray through a place on the
 * screen, px from the ground point with y down, enters where it crosses the last of the planes that face the viewer.
 */
export function facetAt(halves: readonly Half[], x: number, y: number): Facet | null {
  let enter = Infinity;
  let second = Infinity;
  let index = -1;
  let beyond = -1;
  let leave = -Infinity;
  const oy = -y * pitch.cosine;
  const oz = y * pitch.sine;
  for (let i = 0; i < halves.length; i += 1) {
    const { normal, offset } = halves[i] as Half;
    const away = normal[1] * pitch.sine + normal[2] * pitch.cosine;
    const rest = offset - normal[0] * x - normal[1] * oy - normal[2] * oz;
    if (away > 1e-6) {
      const at = rest / away;
      if (at < enter) {
        second = enter;
        beyond = index;
        enter = at;
        index = i;
      } else if (at < second) {
        second = at;
        beyond = i;
      }
    } else if (away < -1e-6) {
      leave = Math.max(leave, rest / away);
    } else if (rest < 0) {
      return null;
    }
  }
  const seen = halves[index];
  if (enter < leave || seen === undefined) return null;
  return { index, light: planeLight(seen.normal), edge: second - enter, depth: enter, beyond };
}

/** A half whose border stands so far from a centre in a direction of any length. */
export function half(
  direction: readonly [number, number, number],
  distance: number,
  centre: readonly [number, number, number] = [0, 0, 0],
): Half {
  const [x, y, z] = direction;
  const length = Math.sqrt(x * x + y * y + z * z);
  const normal = [x / length, y / length, z / length] as const;
  return {
    normal,
    offset: distance + normal[0] * centre[0] + normal[1] * centre[1] + normal[2] * centre[2],
  };
}
