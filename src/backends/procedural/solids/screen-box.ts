import type { Solid } from './figure.ts';
import { placed } from './frame.ts';
import { dot, type Vec } from './vec.ts';
import { project, type Framing, type View } from './view.ts';

/** The pixels that the box around a solid covers, the last ones among them, and its depth. */
export interface ScreenBox {
  /** Index of the solid. */
  readonly index: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The nearest that it can be to the viewer, in units; `slack` included. */
  readonly nearest: number;
}

/** Where a solid can be seen, as far as a canvas reaches; `slack` units nearer than its box says. */
export function screenBox(
  { low, high, frame }: Solid,
  index: number,
  view: View,
  framing: Framing,
  slack: number,
): ScreenBox {
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
    nearest: nearest + slack,
  };
}
