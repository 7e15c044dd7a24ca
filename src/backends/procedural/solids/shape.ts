import type { Vec } from './vec.ts';

/**
 * Solid shapes as signed distances: negative inside, positive outside, in figure units. A ray can be walked to
 * them exactly at any scale, so that a 48 px sprite and a 192 px concept are views of one and the same figure.
 * Source of the distances of capsule, rounded box and ellipsoid: Inigo Quilez, "distance functions".
 */

/** A number for each place. For a distance: it grows by at most about 1 for each unit walked. */
export type Field = (x: number, y: number, z: number) => number;

/** What a solid fills. */
export interface Shape {
  readonly distance: Field;
  /** Corners of a box that holds all of it. */
  readonly low: Vec;
  readonly high: Vec;
  /** What is wrong with it, for who made it. */
  readonly fault?: string;
}

/** An ellipsoid. */
export function ball([cx, cy, cz]: Vec, [rx, ry, rz]: Vec): Shape {
  return {
    low: [cx - rx, cy - ry, cz - rz],
    high: [cx + rx, cy + ry, cz + rz],
    distance: (x, y, z) => {
      const a = (x - cx) / rx;
      const b = (y - cy) / ry;
      const c = (z - cz) / rz;
      const k0 = Math.sqrt(a * a + b * b + c * c);
      const p = a / rx;
      const q = b / ry;
      const r = c / rz;
      const k1 = Math.sqrt(p * p + q * q + r * r);
      return k1 === 0 ? -rx : (k0 * (k0 - 1)) / k1;
    },
  };
}

/** A rod with round ends; its radius goes from `ra` at `from` to `rb` at `to`. */
export function limb([ax, ay, az]: Vec, [bx, by, bz]: Vec, ra: number, rb: number = ra): Shape {
  const dx = bx - ax;
  const dy = by - ay;
  const dz = bz - az;
  const dd = dx * dx + dy * dy + dz * dz;
  const r = Math.max(ra, rb);
  return {
    low: [Math.min(ax, bx) - r, Math.min(ay, by) - r, Math.min(az, bz) - r],
    high: [Math.max(ax, bx) + r, Math.max(ay, by) + r, Math.max(az, bz) + r],
    distance: (x, y, z) => {
      const px = x - ax;
      const py = y - ay;
      const pz = z - az;
      let t = dd === 0 ? 0 : (px * dx + py * dy + pz * dz) / dd;
      t = t < 0 ? 0 : t > 1 ? 1 : t;
      const qx = px - dx * t;
      const qy = py - dy * t;
      const qz = pz - dz * t;
      return Math.sqrt(qx * qx + qy * qy + qz * qz) - (ra + (rb - ra) * t);
    },
  };
}

/** A box with rounded edges; `half` is half its size along each axis, `rounding` less than each. */
export function block([cx, cy, cz]: Vec, [hx, hy, hz]: Vec, rounding: number): Shape {
  return {
    low: [cx - hx, cy - hy, cz - hz],
    high: [cx + hx, cy + hy, cz + hz],
    distance: (x, y, z) => {
      const a = Math.abs(x - cx) - (hx - rounding);
      const b = Math.abs(y - cy) - (hy - rounding);
      const c = Math.abs(z - cz) - (hz - rounding);
      const p = Math.max(a, 0);
      const q = Math.max(b, 0);
      const r = Math.max(c, 0);
      return Math.sqrt(p * p + q * q + r * r) + Math.min(Math.max(a, b, c), 0) - rounding;
    },
  };
}

/** An upright cone without its tip, `depth` times as deep as wide: skirts, robes, plinths. */
export function skirt(
  [cx, y0, cz]: Vec,
  height: number,
  radiusBelow: number,
  radiusAbove: number,
  depth: number,
): Shape {
  const r = Math.max(radiusBelow, radiusAbove);
  const slope = (radiusAbove - radiusBelow) / height;
  const lean = 1 / Math.sqrt(1 + slope * slope);
  return {
    low: [cx - r, y0, cz - r * depth],
    high: [cx + r, y0 + height, cz + r * depth],
    distance: (x, y, z) => {
      const a = x - cx;
      const c = (z - cz) / depth;
      const side = (Math.sqrt(a * a + c * c) - (radiusBelow + slope * (y - y0))) * lean * depth;
      return Math.max(side, y0 - y, y - y0 - height);
    },
  };
}

/**
 * A flat piece: a convex outline in x and y, given counter-clockwise around `at`, `half` thick to either side.
 * Blades, capes, cloth panels. `solid` throws for any other outline: what lies outside one of its sides is cut off, so
 * that a concave blade would float beside its pole.
 */
export function panel(
  [cx, cy, cz]: Vec,
  outline: readonly (readonly [number, number])[],
  half: number,
): Shape {
  const fault = faultOf(outline);
  const sides = outline.map(([x, y], i) => {
    const [x2, y2] = outline[(i + 1) % outline.length] as readonly [number, number];
    const length = Math.sqrt((x2 - x) * (x2 - x) + (y2 - y) * (y2 - y));
    const nx = (y2 - y) / length;
    const ny = (x - x2) / length;
    return [nx, ny, nx * x + ny * y] as const;
  });
  const xs = outline.map(([x]) => x + cx);
  const ys = outline.map(([, y]) => y + cy);
  return {
    ...(fault === null ? {} : { fault }),
    low: [Math.min(...xs), Math.min(...ys), cz - half],
    high: [Math.max(...xs), Math.max(...ys), cz + half],
    distance: (x, y, z) => {
      let d = Math.abs(z - cz) - half;
      for (const [nx, ny, offset] of sides) {
        const side = nx * (x - cx) + ny * (y - cy) - offset;
        if (side > d) d = side;
      }
      return d;
    },
  };
}

/** What is wrong with an outline that is not convex, or does not go around once counter-clockwise; `null` for nothing. */
function faultOf(outline: readonly (readonly [number, number])[]): string | null {
  const corner = (i: number): readonly [number, number] => outline[i % outline.length] ?? [0, 0];
  // How often its sides begin to rise or to fall: twice in all, where it goes around once; a star goes around twice.
  let bends = 0;
  for (const [i, [x, y]] of outline.entries()) {
    const [[x2, y2], [x3, y3]] = [corner(i + 1), corner(i + 2)];
    const [dx, dy, ex, ey] = [x2 - x, y2 - y, x3 - x2, y3 - y2];
    const turn = dx * ey - dy * ex;
    if (dx === 0 && dy === 0) return `has the corner [${x}, ${y}] twice`;
    if (turn < -1e-9 || (turn < 1e-9 && dx * ex + dy * ey < 0))
      return `is not convex and counter-clockwise at its corner [${x2}, ${y2}]`;
    if (dy <= 0 !== ey <= 0) bends += 1;
  }
  return outline.length < 3 || bends !== 2 ? 'does not go around once' : null;
}

/** Only what lies inside a second distance too. */
export function within(shape: Shape, region: Field): Shape {
  return { ...shape, distance: (x, y, z) => Math.max(shape.distance(x, y, z), region(x, y, z)) };
}

/** Without what lies inside a second distance. */
export function without(shape: Shape, region: Field): Shape {
  return { ...shape, distance: (x, y, z) => Math.max(shape.distance(x, y, z), -region(x, y, z)) };
}

/** The same shape turned about an axis through `pivot`; cosine and sine are given, since sines are not portable. */
export function turned(
  shape: Shape,
  [px, py, pz]: Vec,
  axis: 'x' | 'y' | 'z',
  cosine: number,
  sine: number,
): Shape {
  /** Turns a place by the angle, or back by it when `s` is negated. */
  const turn = (x: number, y: number, z: number, s: number): Vec => {
    const a = x - px;
    const b = y - py;
    const c = z - pz;
    if (axis === 'x') return [x, py + b * cosine - c * s, pz + b * s + c * cosine];
    if (axis === 'y') return [px + a * cosine + c * s, y, pz - a * s + c * cosine];
    return [px + a * cosine - b * s, py + a * s + b * cosine, z];
  };
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner += 1) {
    const place = turn(
      (corner & 1 ? shape.high : shape.low)[0],
      (corner & 2 ? shape.high : shape.low)[1],
      (corner & 4 ? shape.high : shape.low)[2],
      sine,
    );
    for (const i of [0, 1, 2] as const) {
      low[i] = Math.min(low[i], place[i]);
      high[i] = Math.max(high[i], place[i]);
    }
  }
  return {
    ...shape,
    low,
    high,
    distance: (x, y, z) => {
      const [a, b, c] = turn(x, y, z, -sine);
      return shape.distance(a, b, c);
    },
  };
}

/** A wave of straight strokes between -1 and 1 with period 1: strands, folds, grain. */
export function wave(at: number): number {
  return Math.abs(at - Math.floor(at + 0.5)) * 4 - 1;
}
