import type { Rgba } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import type { Sight } from './sight.ts';
import type { Figure } from './figure.ts';
import type { Frame } from './frame.ts';
import { project, type Framing, type View } from './view.ts';
import { dot, lerp, type Vec } from './vec.ts';

/** Samples along a piece of a ribbon, and across it: close enough that none of its pixels is missed. */
const along = 10;
const across = 12;

/**
 * How far back a streak reaches at a share of its width: near its head it is whole, behind it parts into strokes, the
 * outer one the longest. Whole all along, it would be a sickle.
 */
const tailAt = (share: number): number =>
  share < 0.26 ? 1 : share < 0.44 ? 0.3 : share < 0.62 ? 0.72 : share < 0.8 ? 0.22 : 0.5;

/** Draws a streak before what lies behind it. It leaves the head and outlines alone, and stays off the border. */
export function paintStreak(picture: Rgba, sight: Sight, figure: Figure, view: View, framing: Framing): void {
  const { streak, head, solids } = figure;
  if (streak === null) return;
  const { width, height } = sight;
  const colours = new Map<number, number>();
  const order = [-1, streak.faint, streak.dim, streak.bright];
  const touch = (place: Vec, colour: number): void => {
    const [a, b] = project(place, view, framing);
    const [x, y] = [Math.floor(a), Math.floor(b)];
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) return;
    const i = y * width + x;
    const owner = solids[sight.solids[i] as number];
    const isHidden =
      owner === undefined
        ? picture.data[i * 4 + 3] !== 0
        : owner.frame === head.frame ||
          owner.frame === streak.source ||
          (sight.depths[i] as number) > dot(place, view.toViewer);
    if (!isHidden && order.indexOf(colour) >= order.indexOf(colours.get(i) ?? -1)) colours.set(i, colour);
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
          const gone = share * 0.8 + age;
          if (ribbon.length > 2 && age > tailAt(share)) continue;
          touch(point, gone < 0.6 ? streak.bright : gone < 1.05 ? streak.dim : streak.faint);
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
  for (const i of attached(colours, sight, figure, streak.source))
    put(picture, i, colours.get(i) ?? streak.bright);
}

/**
 * The pixels of a streak from which a way leads over others to what left it. A piece that a head or a body cuts off
 * would hang in the air, a scrap of metal behind somebody's back.
 */
function attached(
  colours: ReadonlyMap<number, number>,
  { width, solids: owners }: Sight,
  { solids }: Figure,
  source: Frame,
): ReadonlySet<number> {
  const steps = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const reached = new Set<number>();
  const open = [...colours.keys()].filter((i) =>
    [0, ...steps, -2, 2, -2 * width, 2 * width].some(
      (step) => solids[owners[i + step] as number]?.frame === source,
    ),
  );
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    if (reached.has(i)) continue;
    reached.add(i);
    for (const step of steps) if (colours.has(i + step)) open.push(i + step);
  }
  return reached;
}
