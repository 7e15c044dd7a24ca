import { cross, dot, lengthOf, minus, plus, times, unit, type Vec } from './vec.ts';

/** A place to stand in: what is built around its own origin is put into the figure by it. Axes of length 1. */
export interface Frame {
  readonly origin: Vec;
  readonly x: Vec;
  readonly y: Vec;
  readonly z: Vec;
}

/** Degrees about the three axes: `lean` tips forward, `turn` faces the figure's left, `tilt` tips to its left. */
export interface Turn {
  readonly lean?: number;
  readonly turn?: number;
  readonly tilt?: number;
}

/** Sine of degrees by its series, since engines may round `Math.sin` differently. Exact to about 1e-7. */
export function sine(degrees: number): number {
  let d = degrees - 360 * Math.floor((degrees + 180) / 360);
  if (d > 90) d = 180 - d;
  if (d < -90) d = -180 - d;
  const x = d * 0.017453292519943295;
  const q = x * x;
  return x * (1 - (q / 6) * (1 - (q / 20) * (1 - (q / 42) * (1 - (q / 72) * (1 - q / 110)))));
}

/** Cosine of degrees, as exact as `sine`. */
export const cosine = (degrees: number): number => sine(90 - degrees);

/** The turn of everything about a pivot: tilted first, then leaned, then turned. */
export function turnedAbout(pivot: Vec, { lean = 0, turn = 0, tilt = 0 }: Turn): Frame {
  const [cl, sl, ct, st, ci, si] = [
    cosine(lean),
    sine(lean),
    cosine(turn),
    sine(turn),
    cosine(tilt),
    sine(tilt),
  ];
  const rotated = ([a, b, c]: Vec): Vec => {
    const [x1, y1] = [a * ci + b * si, b * ci - a * si];
    const [y2, z2] = [y1 * cl - c * sl, y1 * sl + c * cl];
    return [x1 * ct + z2 * st, y2, z2 * ct - x1 * st];
  };
  return {
    origin: minus(pivot, rotated(pivot)),
    x: rotated([1, 0, 0]),
    y: rotated([0, 1, 0]),
    z: rotated([0, 0, 1]),
  };
}

/** Everything moved. */
export const shifted = (by: Vec): Frame => ({ origin: by, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });

/** A direction of a frame as seen from outside. */
export const outward = ({ x, y, z }: Frame, [a, b, c]: Vec): Vec => [
  x[0] * a + y[0] * b + z[0] * c,
  x[1] * a + y[1] * b + z[1] * c,
  x[2] * a + y[2] * b + z[2] * c,
];

/** A place of a frame as seen from outside. */
export const placed = (frame: Frame, place: Vec): Vec => plus(frame.origin, outward(frame, place));

/** A direction from outside as the frame sees it. */
export const inward = ({ x, y, z }: Frame, v: Vec): Vec => [dot(v, x), dot(v, y), dot(v, z)];

/** A place from outside as the frame sees it. */
export const localTo = (frame: Frame, place: Vec): Vec => inward(frame, minus(place, frame.origin));

/** A frame that stands in another. */
export const stacked = (outer: Frame, held: Frame): Frame => ({
  origin: placed(outer, held.origin),
  x: outward(outer, held.x),
  y: outward(outer, held.y),
  z: outward(outer, held.z),
});

/** The frame whose y points along `up` and whose z looks as much as it can along `front`. */
export function pointing(origin: Vec, up: Vec, front: Vec): Frame {
  const y = unit(up);
  const z = unit(minus(front, times(y, dot(front, y))), [0, 0, 1]);
  return { origin, x: cross(y, z), y, z };
}

/** The middle joint of two bones: it bends toward `pole`. */
export function bentJoint(from: Vec, to: Vec, upper: number, lower: number, pole: Vec): Vec {
  const way = minus(to, from);
  const far = Math.min(lengthOf(way), (upper + lower) * 0.999);
  const along = unit(way);
  const foot = (upper * upper - lower * lower + far * far) / (2 * Math.max(far, 1e-6));
  const out = Math.sqrt(Math.max(0, upper * upper - foot * foot));
  // A pole along the bones says nothing: any way aside will do.
  const aside = cross(cross(along, pole), along);
  const any = unit(cross(along, Math.abs(along[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]));
  return plus(from, plus(times(along, foot), times(lengthOf(aside) < 1e-3 ? any : unit(aside), out)));
}
