/** `[x, y, z]`: x to the figure's left hand, y up from the ground, z forward. A place in units, or a direction. */
export type Vec = readonly [number, number, number];

/** The sum. */
export const plus = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** The way from `b` to `a`. */
export const minus = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** `s` times as long. */
export const times = (a: Vec, s: number): Vec => [a[0] * s, a[1] * s, a[2] * s];
/** The dot product. */
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** How long a way is. */
export const lengthOf = (a: Vec): number => Math.sqrt(dot(a, a));
/** The cross product: at right angles to both. */
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The direction of a vector, of length 1; `otherwise` for one of no length. */
export function unit(a: Vec, otherwise: Vec = [0, 1, 0]): Vec {
  const length = lengthOf(a);
  return length < 1e-9 ? otherwise : times(a, 1 / length);
}

/** The place between two, linearly: `share` 0 is `a`, 1 is `b`. */
export const lerp = (a: Vec, b: Vec, share: number): Vec => plus(a, times(minus(b, a), share));
