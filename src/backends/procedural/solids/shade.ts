import { blank, type Rgba } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import { stepOf } from '../light.ts';
import type { Sight } from './sight.ts';
import type { Solid } from './figure.ts';
import { ink, mixed, type Ramp } from '../ramps/ramp.ts';

/** Units by which a neighbour must be nearer to throw a soft, and a hard, contour. */
const softEdge = 1.5;
const hardEdge = 3.2;

/** The outline of a material. */
export const outlineColour = ({ steps }: Ramp): number => mixed(steps[0], ink, 0.45);

const around = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
] as const;

/**
 * Turns a sight into pixels: the step of each material's ramp, dark contours where one part stands before
 * another, and an outline of 1 px around the whole in the darkest tint of what it borders on.
 */
export function shade(sight: Sight, solids: readonly Solid[]): Rgba {
  const { width, height } = sight;
  const picture = blank(width, height);
  const levels = contoured(sight, solids, calmed(sight, Uint8Array.from(sight.lights, stepOf)));
  for (let i = 0; i < levels.length; i += 1) {
    const owner = solids[sight.solids[i] as number];
    if (owner === undefined) continue;
    put(picture, i, owner.ramp.steps[Math.max(owner.leastStep, levels[i] as number) as 0 | 1 | 2 | 3 | 4]);
  }
  outline(picture, sight, solids);
  return picture;
}

/** Single pixels whose step none of their neighbours share take the most common one: noise, not form. */
function calmed({ width, height, parts }: Sight, levels: Uint8Array): Uint8Array {
  const calm = levels.slice();
  const counts = new Uint8Array(5);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      if (parts[i] === -1) continue;
      counts.fill(0);
      let same = 0;
      for (const [dx, dy] of around) {
        const j = i + dy * width + dx;
        if (parts[j] !== parts[i]) continue;
        counts[levels[j] as number] = (counts[levels[j] as number] as number) + 1;
        same += 1;
      }
      if (same < 3 || counts[levels[i] as number] !== 0) continue;
      let common = 0;
      for (let step = 1; step < 5; step += 1) {
        if ((counts[step] as number) > (counts[common] as number)) common = step;
      }
      calm[i] = common;
    }
  }
  return calm;
}

/**
 * Where a part stands behind a nearer one, its last pixel is dark; a part that draws its own border is dark there
 * itself.
 */
function contoured(sight: Sight, solids: readonly Solid[], levels: Uint8Array): Uint8Array {
  const { width, height, parts, depths, solids: owners } = sight;
  const dark = levels.slice();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      if (parts[i] === -1) continue;
      const own = solids[owners[i] as number] as Solid;
      let gap = 0;
      let isBorder = false;
      for (const [dx, dy] of around) {
        const nx = x + dx;
        const ny = y + dy;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const j = ny * width + nx;
        if (parts[j] === -1 || parts[j] === parts[i]) continue;
        const other = solids[owners[j] as number] as Solid;
        if (own.darkBeside.includes(other.part)) isBorder = true;
        if (!other.darkBeside.includes(own.part))
          gap = Math.max(gap, (depths[j] as number) - (depths[i] as number));
      }
      if (gap > hardEdge) dark[i] = 0;
      else if (isBorder) dark[i] = Math.min(1, levels[i] as number);
      else if (gap > softEdge) dark[i] = Math.max(0, (levels[i] as number) - 1);
    }
  }
  return dark;
}

function outline(picture: Rgba, { width, height, solids: owners }: Sight, solids: readonly Solid[]): void {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (owners[y * width + x] !== -1) continue;
      for (const [dx, dy] of around) {
        const nx = x + dx;
        const ny = y + dy;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const owner = solids[owners[ny * width + nx] as number];
        if (owner === undefined) continue;
        put(picture, y * width + x, outlineColour(owner.ramp));
        break;
      }
    }
  }
}
