import { towardLamp } from '../light.ts';
import type { Sight } from './sight.ts';
import type { Solid } from './figure.ts';
import { inward } from './frame.ts';
import type { LocalView, Samples } from './march.ts';
import { dot, type Vec } from './vec.ts';
import type { Framing, View } from './view.ts';

/**
 * Joins the samples of each pixel: the solid with the most of them wins, the nearer one of two equal ones. A pixel of
 * which less than half is hit stays empty.
 */
export function gather(
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
