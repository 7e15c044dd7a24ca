import type { Direction } from '../../../domain/candidate/sprite.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import { withoutStrays } from './clean.ts';
import { cast } from './cast.ts';
import type { Sight } from './sight.ts';
import type { Figure, Mark } from './figure.ts';
import { stampFace } from './face.ts';
import { localTo } from './frame.ts';
import { shade } from './shade.ts';
import { paintStreak } from './streak.ts';
import { placeOf, project, viewOf, type Framing, type View } from './view.ts';

/** A figure as pixels. */
export interface Drawing {
  readonly picture: Rgba;
  /** Px from the top left, of each anchor of the figure. */
  readonly anchors: { readonly [name: string]: readonly [number, number] };
}

/** Draws a figure that faces a direction, with its face. */
export function draw(figure: Figure, direction: Direction, framing: Framing): Drawing {
  const view = viewOf(direction);
  const isSmall = framing.pxPerUnit < 3;
  const sight = cast(figure.solids, view, framing, framing.pxPerUnit < 1 ? 0 : isSmall ? 0.6 : 1);
  const shaded = shade(sight, figure.solids);
  paintStreak(shaded, sight, figure, view, framing);
  const kept = new Set<number>();
  if (isSmall) stampFace({ picture: shaded, sight, figure, view, framing, kept });
  if (!isSmall) paintMarks(shaded, sight, figure, view, framing);
  const picture = withoutStrays(shaded, kept);
  const anchors: Record<string, readonly [number, number]> = {};
  for (const [name, place] of Object.entries(figure.anchors)) {
    const [x, y] = project(place, view, framing);
    anchors[name] = [Math.floor(x), Math.floor(y)];
  }
  return { picture, anchors };
}

/** At large scales: each pixel of the face takes the colour of the last stroke that covers it. */
function paintMarks(picture: Rgba, sight: Sight, figure: Figure, view: View, framing: Framing): void {
  const { frame, radii } = figure.head;
  for (let y = 0; y < sight.height; y += 1) {
    for (let x = 0; x < sight.width; x += 1) {
      const i = y * sight.width + x;
      if (figure.solids[sight.solids[i] as number]?.part !== 'head') continue;
      const seen = placeOf(x + 0.5, y + 0.5, sight.depths[i] as number, view, framing);
      const [u, v, w] = localTo(frame, seen);
      if (w < radii[2] * 0.3) continue;
      for (const mark of figure.marks) {
        if (toStroke(mark, u, v) <= mark.radius) put(picture, i, mark.colour);
      }
    }
  }
}

function toStroke({ from, to }: Mark, u: number, v: number): number {
  const du = to[0] - from[0];
  const dv = to[1] - from[1];
  const length = du * du + dv * dv;
  let t = length === 0 ? 0 : ((u - from[0]) * du + (v - from[1]) * dv) / length;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  const a = u - from[0] - du * t;
  const b = v - from[1] - dv * t;
  return Math.sqrt(a * a + b * b);
}
