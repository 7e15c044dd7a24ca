import type { Solid } from './figure.ts';
import type { Vec } from './shape.ts';
import { dot, project, type Framing, type View } from './view.ts';

/** What is seen of a figure: for each sample, and then for each pixel, the nearest solid. */
export interface Sight {
  readonly width: number;
  readonly height: number;
  /** Index of the solid in each pixel; -1 where there is none. */
  readonly solids: Int16Array;
  /** Index of its part. */
  readonly parts: Int16Array;
  /** How near it is, in units toward the viewer from the plane through the ground point. */
  readonly depths: Float64Array;
  /** Light that falls on it, about -1 .. 1. */
  readonly lights: Float64Array;
}

/** Light from the upper left, before the figure: one side bright, the other in shade. Not of length 1 yet. */
const lamp: Vec = [-0.52, 0.74, 0.62];

/** A walk along a ray ends when a solid is this near, in units. */
const touch = 0.01;
const maxSteps = 40;
/** Distances of flattened ellipsoids are estimates, so that a walk takes a little less than they say. */
const caution = 0.85;

/** Looks at solids through a framing. `grain` scales textures: what is a strand at 192 px is noise at 48. */
export function cast(solids: readonly Solid[], view: View, framing: Framing, grain: number): Sight {
  const samples = castSamples(solids, view, framing);
  return gather(solids, samples, view, framing, grain);
}

interface Samples {
  readonly width: number;
  readonly height: number;
  readonly owners: Int16Array;
  readonly depths: Float64Array;
}

function castSamples(solids: readonly Solid[], view: View, framing: Framing): Samples {
  const { samples, pxPerUnit } = framing;
  const width = framing.width * samples;
  const height = framing.height * samples;
  const owners = new Int16Array(width * height).fill(-1);
  const depths = new Float64Array(width * height).fill(-Infinity);
  const { right, up, toViewer } = view;
  const fine = 1 / (samples * pxPerUnit);
  for (let index = 0; index < solids.length; index += 1) {
    const { distance, low, high } = solids[index] as Solid;
    const box = cornersOnCanvas(low, high, view, framing);
    const x0 = Math.max(0, Math.floor(box.left * samples));
    const x1 = Math.min(width - 1, Math.floor(box.right * samples));
    const y0 = Math.max(0, Math.floor(box.top * samples));
    const y1 = Math.min(height - 1, Math.floor(box.bottom * samples));
    for (let y = y0; y <= y1; y += 1) {
      const b = framing.groundRow / pxPerUnit - (y + 0.5) * fine;
      for (let x = x0; x <= x1; x += 1) {
        const a = (x + 0.5) * fine - framing.width / (2 * pxPerUnit);
        const ox = right[0] * a + up[0] * b;
        const oy = up[1] * b;
        const oz = right[2] * a + up[2] * b;
        // Between which depths the ray is inside the box around the solid.
        let near = Infinity;
        let far = -Infinity;
        for (let axis = 0; axis < 3; axis += 1) {
          const o = axis === 0 ? ox : axis === 1 ? oy : oz;
          const d = toViewer[axis] as number;
          const l = (low[axis] as number) - touch;
          const h = (high[axis] as number) + touch;
          if (d > 1e-9 || d < -1e-9) {
            const p = (l - o) / d;
            const q = (h - o) / d;
            near = Math.min(near, p > q ? p : q);
            far = Math.max(far, p > q ? q : p);
          } else if (o < l || o > h) {
            far = Infinity;
          }
        }
        const at = y * width + x;
        const known = depths[at] as number;
        if (known > far) far = known;
        let t = near;
        for (let step = 0; step < maxSteps && t > far; step += 1) {
          const gap = distance(ox + toViewer[0] * t, oy + toViewer[1] * t, oz + toViewer[2] * t);
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
  return { width, height, owners, depths };
}

function cornersOnCanvas(
  low: Vec,
  high: Vec,
  view: View,
  framing: Framing,
): { left: number; right: number; top: number; bottom: number } {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let corner = 0; corner < 8; corner += 1) {
    const place: Vec = [
      (corner & 1 ? high : low)[0],
      (corner & 2 ? high : low)[1],
      (corner & 4 ? high : low)[2],
    ];
    const [x, y] = project(place, view, framing);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** Joins the samples of each pixel: the solid with the most of them wins, the nearer one of two equal ones. */
function gather(
  solids: readonly Solid[],
  samples: Samples,
  view: View,
  framing: Framing,
  grain: number,
): Sight {
  const { width, height, samples: side } = framing;
  const parts = partNumbers(solids);
  const sight: Sight = {
    width,
    height,
    solids: new Int16Array(width * height).fill(-1),
    parts: new Int16Array(width * height).fill(-1),
    depths: new Float64Array(width * height).fill(-Infinity),
    lights: new Float64Array(width * height),
  };
  const light = towardLamp(view);
  const votes = new Float64Array(solids.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let hits = 0;
      let best = -1;
      let bestVotes = 0;
      let bestDepth = -Infinity;
      const first = y * side * samples.width + x * side;
      for (let s = 0; s < side * side; s += 1) {
        const at = first + Math.floor(s / side) * samples.width + (s % side);
        const owner = samples.owners[at] as number;
        if (owner < 0) continue;
        const weight = (solids[owner] as Solid).isThin ? 2 : 1;
        hits += weight;
        const sum = (votes[owner] as number) + weight;
        votes[owner] = sum;
        const depth = samples.depths[at] as number;
        if (sum > bestVotes || (sum === bestVotes && depth > bestDepth)) {
          best = owner;
          bestVotes = sum;
          bestDepth = depth;
        }
      }
      if (hits * 2 >= side * side) {
        const pixel = y * width + x;
        sight.solids[pixel] = best;
        sight.parts[pixel] = parts[best] as number;
        let lit = 0;
        let count = 0;
        for (let s = 0; s < side * side; s += 1) {
          const sx = x * side + (s % side);
          const sy = y * side + Math.floor(s / side);
          const at = sy * samples.width + sx;
          if (samples.owners[at] !== best) continue;
          const depth = samples.depths[at] as number;
          const place = placeOf((sx + 0.5) / side, (sy + 0.5) / side, depth, view, framing);
          lit += lightAt(solids[best] as Solid, place, light, grain);
          count += 1;
          sight.depths[pixel] = Math.max(sight.depths[pixel] as number, depth);
        }
        sight.lights[pixel] = lit / count;
      }
      for (let s = 0; s < side * side; s += 1) {
        const owner = samples.owners[first + Math.floor(s / side) * samples.width + (s % side)] as number;
        if (owner >= 0) votes[owner] = 0;
      }
    }
  }
  return sight;
}

/** The place of the figure that lies at a depth behind a point of the canvas. */
export function placeOf(x: number, y: number, depth: number, view: View, framing: Framing): Vec {
  const a = (x - framing.width / 2) / framing.pxPerUnit;
  const b = (framing.groundRow - y) / framing.pxPerUnit;
  const { right, up, toViewer } = view;
  return [
    right[0] * a + up[0] * b + toViewer[0] * depth,
    right[1] * a + up[1] * b + toViewer[1] * depth,
    right[2] * a + up[2] * b + toViewer[2] * depth,
  ];
}

/** The lamp stands beside the viewer, so that every direction is lit from the same side of the screen. */
function towardLamp({ right, up, toViewer }: View): Vec {
  const length = Math.sqrt(dot(lamp, lamp));
  const along = (i: 0 | 1 | 2): number =>
    (right[i] * lamp[0] + up[i] * lamp[1] + toViewer[i] * lamp[2]) / length;
  return [along(0), along(1), along(2)];
}

const probe = 0.04;

/** Light on the surface at a place: its slope from four probes around it (a tetrahedron), and its texture. */
function lightAt({ distance, ramp, texture }: Solid, [x, y, z]: Vec, light: Vec, grain: number): number {
  const a = distance(x + probe, y - probe, z - probe);
  const b = distance(x - probe, y - probe, z + probe);
  const c = distance(x - probe, y + probe, z - probe);
  const d = distance(x + probe, y + probe, z + probe);
  const nx = a - b - c + d;
  const ny = -a - b + c + d;
  const nz = -a + b - c + d;
  const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
  const shine = length === 0 ? 0 : (nx * light[0] + ny * light[1] + nz * light[2]) / length;
  const mid = 0.35;
  const lit = (shine - mid) * ramp.gloss + mid + ramp.lift;
  return texture === null ? lit : lit + texture(x, y, z) * grain;
}

function partNumbers(solids: readonly Solid[]): Int16Array {
  const names = new Map<string, number>();
  return Int16Array.from(solids, ({ part }) => {
    const known = names.get(part);
    if (known !== undefined) return known;
    names.set(part, names.size);
    return names.size - 1;
  });
}
