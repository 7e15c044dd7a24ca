import type { Rgba } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import type { Sight } from './sight.ts';
import type { Figure } from './figure.ts';
import { project, type Framing, type View } from './view.ts';
import { dot, lerp, type Vec } from './vec.ts';

/** Samples along a piece of a ribbon, and across it: close enough that none of its pixels is missed. */
const along = 8;
const across = 6;

/** Draws a streak before what lies behind it. It leaves the head and outlines alone, and stays off the border. */
export function paintStreak(picture: Rgba, sight: Sight, figure: Figure, view: View, framing: Framing): void {
  const { streak, head, solids } = figure;
  if (streak === null) return;
  const { width, height } = sight;
  const colours = new Map<number, number>();
  const touch = (place: Vec, colour: number): void => {
    const [a, b] = project(place, view, framing);
    const [x, y] = [Math.floor(a), Math.floor(b)];
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) return;
    const i = y * width + x;
    const owner = solids[sight.solids[i] as number];
    const isHidden =
      owner === undefined
        ? picture.data[i * 4 + 3] !== 0
        : owner.frame === head.frame || (sight.depths[i] as number) > dot(place, view.toViewer);
    if (!isHidden && colours.get(i) !== streak.bright) colours.set(i, colour);
  };
  for (const ribbon of streak.ribbons) {
    const last = ribbon.length - 1;
    for (let k = 0; k < last; k += 1) {
      const [from, to] = [ribbon[k], ribbon[k + 1]];
      if (from === undefined || to === undefined) continue;
      for (let s = 0; s <= along; s += 1) {
        const place = lerp(from.at, to.at, s / along);
        const wide = lerp(from.wide, to.wide, s / along);
        const age = 1 - (k + s / along) / last;
        for (let w = 0; w <= across; w += 1) {
          const share = w / across;
          const point: Vec = [
            place[0] + wide[0] * share,
            place[1] + wide[1] * share,
            place[2] + wide[2] * share,
          ];
          touch(point, age > 0.6 || share > 0.55 ? streak.dim : streak.bright);
        }
      }
    }
  }
  // A single pixel is no streak: each needs a neighbour of its colour.
  for (let pass = 0; pass < 3; pass += 1) {
    for (const [i, colour] of [...colours]) {
      const isAlone = ![-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].some(
        (step) => colours.get(i + step) === colour,
      );
      if (isAlone) colours.delete(i);
    }
  }
  for (const [i, colour] of colours) put(picture, i, colour);
}
