import type { Anchors } from '../../../domain/candidate/sprite.ts';
import { blank, type Rgba } from '../../../pixels/rgba.ts';
import type { BackendPicture } from '../../../ports/backend.ts';
import { put, type Colours } from '../colours.ts';
import { ink, mixed, type Ramp } from '../ramps/ramp.ts';
import { takeNearest } from '../strays.ts';
import { wholePicture } from '../whole-picture.ts';
import type { Easel } from './easel.ts';

/** Rows below the lowest opaque one, so that nothing touches the border. */
const groundMargin = 1;

/** The outline of a material in shade, and where light falls on it. */
export const outlineColours = ({ steps }: Ramp): readonly [shade: number, light: number] => [
  mixed(steps[0], ink, 0.45),
  mixed(steps[0], ink, 0.1),
];

const around = [
  [0, -1],
  [-1, 0],
  [1, 0],
  [0, 1],
] as const;

/**
 * Makes a picture of what is on an easel: outlines it, merges stray pixels, and sets its lowest row on the ground
 * line. `size` in px; `places` become anchors.
 */
export function finish(
  easel: Easel,
  size: { readonly w: number; readonly h: number },
  places: Anchors,
  phase: 'concept' | 'final',
): BackendPicture {
  dropIslands(easel);
  closeHoles(easel);
  const colours = coloursOf(easel);
  takeNearest(
    colours,
    easel.width,
    (pixel) => easel.isKept[pixel] === 1,
    (pixel, other) => apart(colours[pixel] as number, colours[other] as number),
  );
  const { width, height, originX, originY } = easel;
  let lowest = 0;
  colours.forEach((colour, i) => {
    if (colour >= 0) lowest = Math.floor(i / width);
  });
  const right = Math.floor(size.w / 2) - originX;
  const down = size.h - 1 - groundMargin - lowest;
  const picture = blank(size.w, size.h);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[y * width + x] as number;
      const toX = x + right;
      const toY = y + down;
      if (colour >= 0 && toX >= 0 && toY >= 0 && toX < size.w && toY < size.h)
        put(picture, toY * size.w + toX, colour);
    }
  }
  const anchors = Object.fromEntries(
    Object.entries(places).map(([name, [x, y]]) => [
      name,
      onPicture(picture, Math.floor(x) + originX + right, Math.floor(y) + originY + down),
    ]),
  );
  return wholePicture(phase === 'concept' ? 'concept' : 'still', picture, anchors);
}

/** The nearest opaque pixel to a place: a branch that the seed left out must not leave an anchor in the air. */
function onPicture({ width, height, data }: Rgba, x: number, y: number): readonly [number, number] {
  let best: readonly [number, number] = [x, y];
  let bestGap = Infinity;
  for (let py = 0; py < height; py += 1) {
    for (let px = 0; px < width; px += 1) {
      const gap = (px - x) * (px - x) + (py - y) * (py - y);
      if (gap >= bestGap || data[(py * width + px) * 4 + 3] === 0) continue;
      best = [px, py];
      bestGap = gap;
    }
  }
  return best;
}

/** Fewer pixels than this that hang in the air are crumbs. */
const crumb = 14;

/** Takes away crumbs: leaves and twigs that touch nothing. What lies on the ground may lie alone. */
function dropIslands({ width, height, originY, materials }: Easel): void {
  const isSeen = new Uint8Array(width * height);
  for (let start = 0; start < materials.length; start += 1) {
    if (materials[start] === null || isSeen[start] === 1) continue;
    const island = [start];
    isSeen[start] = 1;
    let lowest = 0;
    for (let next = 0; next < island.length; next += 1) {
      const at = island[next] as number;
      const x = at % width;
      const y = (at - x) / width;
      lowest = Math.max(lowest, y);
      for (let n = 0; n < 9; n += 1) {
        const nx = x + (n % 3) - 1;
        const ny = y + Math.floor(n / 3) - 1;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const i = ny * width + nx;
        if (isSeen[i] === 1 || (materials[i] ?? null) === null) continue;
        isSeen[i] = 1;
        island.push(i);
      }
    }
    if (island.length < crumb && lowest < originY - 3) for (const i of island) materials[i] = null;
  }
}

/** Holes of fewer pixels than this are closed. */
const pinhole = 12;

/** Pinholes take the darkest shade of what is around them: the ground would glitter through. */
function closeHoles({ width, height, materials, steps, isBare }: Easel): void {
  const isSeen = new Uint8Array(width * height);
  for (let start = 0; start < materials.length; start += 1) {
    if (materials[start] !== null || isSeen[start] === 1) continue;
    const hole = [start];
    isSeen[start] = 1;
    let isOpen = false;
    for (let next = 0; next < hole.length; next += 1) {
      const at = hole[next] as number;
      const x = at % width;
      const y = (at - x) / width;
      for (const [dx, dy] of around) {
        const nx = x + dx;
        const ny = y + dy;
        const i = ny * width + nx;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || isBare[i] === 1) isOpen = true;
        else if (materials[i] === null && isSeen[i] === 0) {
          isSeen[i] = 1;
          hole.push(i);
        }
      }
    }
    if (isOpen || hole.length >= pinhole) continue;
    for (const i of hole) {
      materials[i] = materials[i - 1] ?? materials[i - width] ?? null;
      steps[i] = 0;
    }
  }
}

/** Colours of the pixels with the outline of 1 px around them, -1 where nothing is. */
function coloursOf({ width, height, materials, steps, isBare }: Easel): Colours {
  const colours: Colours = Array.from({ length: width * height }, () => -1);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      const material = materials[i] ?? null;
      if (material !== null) {
        colours[i] = material.steps[steps[i] as 0 | 1 | 2 | 3 | 4];
        continue;
      }
      for (const [dx, dy] of around) {
        const nx = x + dx;
        const ny = y + dy;
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const j = ny * width + nx;
        const owner = materials[j] ?? null;
        if (owner === null || isBare[j] === 1) continue;
        // What it borders on lies below or to the right of it: this is the side that light comes from.
        const isLit = (dy === 1 || dx === 1) && (steps[j] as number) >= 2;
        colours[i] = outlineColours(owner)[isLit ? 1 : 0];
        break;
      }
    }
  }
  return colours;
}

/** How unlike two colours are: their squared distance. */
function apart(one: number, other: number): number {
  let sum = 0;
  for (const shift of [16, 8, 0]) {
    const gap = ((one >> shift) & 255) - ((other >> shift) & 255);
    sum += gap * gap;
  }
  return sum;
}
