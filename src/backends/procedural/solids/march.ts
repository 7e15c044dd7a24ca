import type { Solid } from './figure.ts';
import { inward, localTo, type Frame } from './frame.ts';
import type { Field } from './shape.ts';
import { screenBox, type ScreenBox } from './screen-box.ts';
import type { Vec } from './vec.ts';
import type { Framing, View } from './view.ts';

/** A walk along a ray ends when a solid is this near, in units. */
const touch = 0.01;
const maxSteps = 40;
/** Distances of flattened ellipsoids are estimates, so that a walk takes a little less than they say. */
const caution = 0.85;
/** For the same reason a pixel is only skipped when its middle ray stays this much farther away than its corners. */
const doubt = 1.6;
/** Half the diagonal of a pixel, px. */
const halfDiagonal = 0.7072;

/** A view as it looks from inside the frame of one solid: rays are turned once, instead of every place on them. */
export interface LocalView {
  readonly origin: Vec;
  readonly right: Vec;
  readonly up: Vec;
  readonly toViewer: Vec;
}

/** A view from inside a frame; `null` is the figure's own space. */
export const viewWithin = (frame: Frame | null, { right, up, toViewer }: View): LocalView =>
  frame === null
    ? { origin: [0, 0, 0], right, up, toViewer }
    : {
        origin: localTo(frame, [0, 0, 0]),
        right: inward(frame, right),
        up: inward(frame, up),
        toViewer: inward(frame, toViewer),
      };

/** For each sample, row by row: the solid that it hits, -1 for none, and how near that is to the viewer, in units. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly owners: Int16Array;
  readonly depths: Float64Array;
}

/**
 * The ray through the middle of a pixel, in the frame of a solid: a place at depth 0, the way to the viewer, and between
 * which depths it is to be walked, from near to far. One is made for each solid and moved from pixel to pixel, since
 * a new one for each would be half of the work.
 */
interface Ray {
  x: number;
  y: number;
  z: number;
  readonly toViewer: Vec;
  near: number;
  far: number;
}

/**
 * For each sample of each pixel the nearest solid, by sphere tracing (John C. Hart, 1996). Solids are walked from the
 * nearest to the farthest, so that most of what is hidden is never looked at; the ray through the middle of a pixel tells
 * whether its samples can hit at all and where they may start: one cone instead of a ray for each sample, after "cone
 * marching" (Fulcrum, 2012).
 */
export function march(
  solids: readonly Solid[],
  views: readonly LocalView[],
  view: View,
  framing: Framing,
): Samples {
  const width = framing.width * framing.samples;
  const height = framing.height * framing.samples;
  const samples: Samples = {
    width,
    height,
    owners: new Int16Array(width * height).fill(-1),
    depths: new Float64Array(width * height).fill(-Infinity),
  };
  const order = solids
    .map((one, index) => screenBox(one, index, view, framing, touch))
    .sort((a, b) => b.nearest - a.nearest || a.index - b.index);
  for (const box of order) {
    const { index } = box;
    marchOne(samples, box, solids[index] as Solid, views[index] as LocalView, framing);
  }
  return samples;
}

function marchOne(
  samples: Samples,
  { index, left, right, top, bottom, nearest }: ScreenBox,
  { distance, low, high }: Solid,
  view: LocalView,
  framing: Framing,
): void {
  const { samples: side } = framing;
  const { origin, right: a, up: b, toViewer } = view;
  const unitsPerPx = 1 / framing.pxPerUnit;
  const reach = halfDiagonal * unitsPerPx * doubt;
  const wide = reach + touch;
  const ray: Ray = { x: 0, y: 0, z: 0, toViewer, near: 0, far: 0 };
  for (let py = top; py <= bottom; py += 1) {
    const up = (framing.groundRow - py - 0.5) * unitsPerPx;
    for (let px = left; px <= right; px += 1) {
      const first = py * side * samples.width + px * side;
      const hidden = hiddenFrom(samples, first, side);
      if (hidden >= nearest) continue;
      const aside = (px + 0.5 - framing.width / 2) * unitsPerPx;
      ray.x = origin[0] + a[0] * aside + b[0] * up;
      ray.y = origin[1] + a[1] * aside + b[1] * up;
      ray.z = origin[2] + a[2] * aside + b[2] * up;
      ray.near = Infinity;
      ray.far = hidden;
      if (
        !clip(ray, ray.x, toViewer[0], low[0] - wide, high[0] + wide) ||
        !clip(ray, ray.y, toViewer[1], low[1] - wide, high[1] + wide) ||
        !clip(ray, ray.z, toViewer[2], low[2] - wide, high[2] + wide)
      )
        continue;
      ray.near = approach(distance, ray, reach);
      if (ray.near > -Infinity) hitSamples(samples, first, index, distance, ray, view, unitsPerPx, side);
    }
  }
}

/** The depth behind which nothing of a pixel can be seen any more; `first` is its upper left sample. */
function hiddenFrom({ depths, width }: Samples, first: number, side: number): number {
  let hidden = Infinity;
  for (let sy = 0; sy < side; sy += 1) {
    for (let sx = 0; sx < side; sx += 1) {
      const known = depths[first + sy * width + sx] as number;
      if (known < hidden) hidden = known;
    }
  }
  return hidden;
}

/**
 * Shortens a ray to what of it lies between two planes of a box, across one axis; whether it can meet the box at all
 * (the slab method of Kay and Kajiya, 1986).
 */
function clip(ray: Ray, from: number, along: number, low: number, high: number): boolean {
  if (along <= 1e-9 && along >= -1e-9) return from >= low && from <= high;
  const p = (low - from) / along;
  const q = (high - from) / along;
  const near = p > q ? p : q;
  const far = p > q ? q : p;
  if (near < ray.near) ray.near = near;
  if (far > ray.far) ray.far = far;
  return true;
}

/** The depth at which a ray comes within `reach` units of a surface; -Infinity where it never does. */
function approach(distance: Field, { x, y, z, toViewer, near, far }: Ray, reach: number): number {
  const [dx, dy, dz] = toViewer;
  let t = near;
  for (let step = 0; step < maxSteps && t > far; step += 1) {
    const gap = distance(x + dx * t, y + dy * t, z + dz * t);
    if (gap < reach) return t;
    t -= (gap - reach) * caution + touch;
  }
  return -Infinity;
}

/** Walks a ray for each sample of a pixel, and notes those that meet the solid before what is known. */
function hitSamples(
  { owners, depths, width }: Samples,
  first: number,
  index: number,
  distance: Field,
  ray: Ray,
  { right, up, toViewer }: LocalView,
  unitsPerPx: number,
  side: number,
): void {
  const [dx, dy, dz] = toViewer;
  const { near, far } = ray;
  const fine = unitsPerPx / side;
  for (let sy = 0; sy < side; sy += 1) {
    const b = ((side - 1) / 2 - sy) * fine;
    for (let sx = 0; sx < side; sx += 1) {
      const at = first + sy * width + sx;
      const known = depths[at] as number;
      const a = (sx - (side - 1) / 2) * fine;
      const x = ray.x + right[0] * a + up[0] * b;
      const y = ray.y + right[1] * a + up[1] * b;
      const z = ray.z + right[2] * a + up[2] * b;
      const end = known > far ? known : far;
      let t = near;
      for (let step = 0; step < maxSteps && t > end; step += 1) {
        const gap = distance(x + dx * t, y + dy * t, z + dz * t);
        if (gap < touch) {
          depths[at] = t;
          owners[at] = index;
          break;
        }
        t -= gap * caution;
      }
    }
  }
}
