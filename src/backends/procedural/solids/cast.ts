import { towardLamp } from '../light.ts';
import type { Solid } from './figure.ts';
import { inward, localTo, placed, shifted, type Frame } from './frame.ts';
import type { Vec } from './shape.ts';
import { dot, project, type Framing, type View } from './view.ts';

/** What is seen of a figure: for each pixel, the nearest solid. */
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

/** A walk along a ray ends when a solid is this near, in units. */
const touch = 0.01;
const maxSteps = 40;
/** Distances of flattened ellipsoids are estimates, so that a walk takes a little less than they say. */
const caution = 0.85;
/** For the same reason a pixel is only skipped when its middle ray stays this much farther away than its corners. */
const doubt = 1.6;

/** A view as it looks from inside the frame of one solid: rays are turned once, instead of every place on them. */
interface LocalView {
  readonly origin: Vec;
  readonly right: Vec;
  readonly up: Vec;
  readonly toViewer: Vec;
}

const rest: Frame = shifted([0, 0, 0]);

const viewWithin = (frame: Frame | null, { right, up, toViewer }: View): LocalView =>
  frame === null
    ? { origin: [0, 0, 0], right, up, toViewer }
    : {
        origin: localTo(frame, [0, 0, 0]),
        right: inward(frame, right),
        up: inward(frame, up),
        toViewer: inward(frame, toViewer),
      };

/** Looks at solids through a framing. `grain` scales textures: what is a strand at 192 px is noise at 48. */
export function cast(solids: readonly Solid[], view: View, framing: Framing, grain: number): Sight {
  const views = solids.map(({ frame }) => viewWithin(frame, view));
  const samples = castSamples(solids, views, view, framing);
  return gather(solids, views, samples, view, framing, grain);
}

interface Samples {
  readonly width: number;
  readonly height: number;
  readonly owners: Int16Array;
  readonly depths: Float64Array;
}

interface Candidate {
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The nearest that it can be to the viewer. */
  readonly nearest: number;
}

/**
 * For each sample of each pixel the nearest solid. Solids are walked from the nearest to the farthest, so that most
 * of what is hidden is never looked at; a ray through the middle of each pixel tells whether its samples can hit at
 * all and where they may start (a cone instead of nine rays, after "cone marching", Fulcrum 2012).
 */
function castSamples(
  solids: readonly Solid[],
  views: readonly LocalView[],
  view: View,
  framing: Framing,
): Samples {
  const { samples: side, pxPerUnit } = framing;
  const width = framing.width * side;
  const height = framing.height * side;
  const owners = new Int16Array(width * height).fill(-1);
  const depths = new Float64Array(width * height).fill(-Infinity);
  const unitsPerPx = 1 / pxPerUnit;
  const fine = unitsPerPx / side;
  const reach = 0.7072 * unitsPerPx * doubt;
  const order = solids
    .map((one, index) => onCanvas(one, index, view, framing))
    .sort((a, b) => b.nearest - a.nearest || a.index - b.index);
  for (const candidate of order) {
    const { index } = candidate;
    const { distance, low, high } = solids[index] as Solid;
    const { origin, right, up, toViewer } = views[index] as LocalView;
    const [dx, dy, dz] = toViewer;
    const [lx, ly, lz] = low;
    const [hx, hy, hz] = high;
    for (let py = candidate.top; py <= candidate.bottom; py += 1) {
      const b = (framing.groundRow - py - 0.5) * unitsPerPx;
      for (let px = candidate.left; px <= candidate.right; px += 1) {
        // The depth behind which nothing of this pixel can be seen any more.
        let hidden = Infinity;
        const corner = py * side * width + px * side;
        for (let sy = 0; sy < side; sy += 1) {
          for (let sx = 0; sx < side; sx += 1) {
            const known = depths[corner + sy * width + sx] as number;
            if (known < hidden) hidden = known;
          }
        }
        if (hidden >= candidate.nearest) continue;
        const a = (px + 0.5 - framing.width / 2) * unitsPerPx;
        const ox = origin[0] + right[0] * a + up[0] * b;
        const oy = origin[1] + right[1] * a + up[1] * b;
        const oz = origin[2] + right[2] * a + up[2] * b;
        // Between which depths the rays of the pixel are inside the box around the solid.
        let near = Infinity;
        let far = hidden;
        const wide = reach + touch;
        if (dx > 1e-9 || dx < -1e-9) {
          const p = (lx - wide - ox) / dx;
          const q = (hx + wide - ox) / dx;
          if (p > q) {
            if (p < near) near = p;
            if (q > far) far = q;
          } else {
            if (q < near) near = q;
            if (p > far) far = p;
          }
        } else if (ox < lx - wide || ox > hx + wide) continue;
        if (dy > 1e-9 || dy < -1e-9) {
          const p = (ly - wide - oy) / dy;
          const q = (hy + wide - oy) / dy;
          if (p > q) {
            if (p < near) near = p;
            if (q > far) far = q;
          } else {
            if (q < near) near = q;
            if (p > far) far = p;
          }
        } else if (oy < ly - wide || oy > hy + wide) continue;
        if (dz > 1e-9 || dz < -1e-9) {
          const p = (lz - wide - oz) / dz;
          const q = (hz + wide - oz) / dz;
          if (p > q) {
            if (p < near) near = p;
            if (q > far) far = q;
          } else {
            if (q < near) near = q;
            if (p > far) far = p;
          }
        } else if (oz < lz - wide || oz > hz + wide) continue;
        let t = near;
        let mayHit = false;
        for (let step = 0; step < maxSteps && t > far; step += 1) {
          const gap = distance(ox + dx * t, oy + dy * t, oz + dz * t);
          if (gap < reach) {
            mayHit = true;
            break;
          }
          t -= (gap - reach) * caution + touch;
        }
        if (!mayHit) continue;
        const start = t;
        for (let sy = 0; sy < side; sy += 1) {
          const bb = ((side - 1) / 2 - sy) * fine;
          for (let sx = 0; sx < side; sx += 1) {
            const at = corner + sy * width + sx;
            const known = depths[at] as number;
            const aa = (sx - (side - 1) / 2) * fine;
            const qx = ox + right[0] * aa + up[0] * bb;
            const qy = oy + right[1] * aa + up[1] * bb;
            const qz = oz + right[2] * aa + up[2] * bb;
            const end = known > far ? known : far;
            let s = start;
            for (let step = 0; step < maxSteps && s > end; step += 1) {
              const gap = distance(qx + dx * s, qy + dy * s, qz + dz * s);
              if (gap < touch) {
                depths[at] = s;
                owners[at] = index;
                break;
              }
              s -= gap * caution;
            }
          }
        }
      }
    }
  }
  return { width, height, owners, depths };
}

/** The pixels that the box around a solid covers, and its depth. */
function onCanvas({ low, high, frame }: Solid, index: number, view: View, framing: Framing): Candidate {
  let [left, right, top, bottom, nearest] = [Infinity, -Infinity, Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner += 1) {
    const local: Vec = [
      (corner & 1 ? high : low)[0],
      (corner & 2 ? high : low)[1],
      (corner & 4 ? high : low)[2],
    ];
    const place = frame === null ? local : placed(frame, local);
    const [x, y] = project(place, view, framing);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    nearest = Math.max(nearest, dot(place, view.toViewer));
  }
  return {
    index,
    left: Math.max(0, Math.floor(left)),
    right: Math.min(framing.width - 1, Math.floor(right)),
    top: Math.max(0, Math.floor(top)),
    bottom: Math.min(framing.height - 1, Math.floor(bottom)),
    nearest: nearest + touch,
  };
}

/** Joins the samples of each pixel: the solid with the most of them wins, the nearer one of two equal ones. */
function gather(
  solids: readonly Solid[],
  views: readonly LocalView[],
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
  const light = lampSeenBy(view);
  const lamps = solids.map(({ frame }) => (frame === null ? light : inward(frame, light)));
  const votes = new Float64Array(solids.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let hits = 0;
      let best = -1;
      let bestVotes = 0;
      let bestDepth = -Infinity;
      const first = y * side * samples.width + x * side;
      for (let sy = 0; sy < side; sy += 1) {
        for (let sx = 0; sx < side; sx += 1) {
          const at = first + sy * samples.width + sx;
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
      }
      if (hits === 0) continue;
      const pixel = y * width + x;
      const isKept = hits * 2 >= side * side;
      let lit = 0;
      let count = 0;
      let met = 0;
      for (let sy = 0; sy < side; sy += 1) {
        for (let sx = 0; sx < side; sx += 1) {
          const at = first + sy * samples.width + sx;
          const owner = samples.owners[at] as number;
          if (owner < 0) continue;
          votes[owner] = 0;
          if (!isKept || owner !== best) continue;
          const depth = samples.depths[at] as number;
          if (depth > (sight.depths[pixel] as number)) sight.depths[pixel] = depth;
          // Every other sample is enough for the light of a pixel.
          met += 1;
          if ((met & 1) === 0) continue;
          const { origin, right, up, toViewer } = views[best] as LocalView;
          const a = (x + (sx + 0.5) / side - width / 2) / framing.pxPerUnit;
          const b = (framing.groundRow - y - (sy + 0.5) / side) / framing.pxPerUnit;
          lit += lightAt(
            solids[best] as Solid,
            origin[0] + right[0] * a + up[0] * b + toViewer[0] * depth,
            origin[1] + right[1] * a + up[1] * b + toViewer[1] * depth,
            origin[2] + right[2] * a + up[2] * b + toViewer[2] * depth,
            lamps[best] as Vec,
            grain,
          );
          count += 1;
        }
      }
      if (!isKept) continue;
      sight.solids[pixel] = best;
      sight.parts[pixel] = parts[best] as number;
      sight.lights[pixel] = lit / count;
    }
  }
  return sight;
}

/** The place of the figure that lies at a depth behind a point of the canvas. */
export function placeOf(x: number, y: number, depth: number, view: View, framing: Framing): Vec {
  const a = (x - framing.width / 2) / framing.pxPerUnit;
  const b = (framing.groundRow - y) / framing.pxPerUnit;
  return placed({ ...rest, x: view.right, y: view.up, z: view.toViewer }, [a, b, depth]);
}

/** The lamp stands beside the viewer, so that every direction is lit from the same side of the screen. */
function lampSeenBy({ right, up, toViewer }: View): Vec {
  const length = Math.sqrt(dot(towardLamp, towardLamp));
  const along = (i: 0 | 1 | 2): number =>
    (right[i] * towardLamp[0] + up[i] * towardLamp[1] + toViewer[i] * towardLamp[2]) / length;
  return [along(0), along(1), along(2)];
}

const probe = 0.04;

/** Light on the surface at a place: its slope from four probes around it (a tetrahedron), and its texture. */
function lightAt(
  { distance, ramp, texture, isThin }: Solid,
  x: number,
  y: number,
  z: number,
  light: Vec,
  grain: number,
): number {
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
  // Thin things are edges of blades: their light is form, not grain.
  return texture === null ? lit : lit + texture(x, y, z) * (isThin ? 1 : grain);
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
