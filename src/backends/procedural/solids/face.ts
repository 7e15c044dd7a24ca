import type { Rgba } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import { inward, placed } from './frame.ts';
import type { Sight } from './sight.ts';
import type { Figure, Mark } from './figure.ts';
import { project, type Framing, type View } from './view.ts';
import { dot } from './vec.ts';

/** How far an eye may be moved from where it would be seen, in px, until it has skin on both sides. */
const leeway = 6;

/** What a face at sprite size is drawn on. */
interface Canvas {
  readonly picture: Rgba;
  readonly sight: Sight;
  readonly figure: Figure;
  readonly view: View;
  readonly framing: Framing;
  /** Pixels that the clean-up must leave alone. */
  readonly kept: Set<number>;
}

/**
 * The face of a sprite: strokes are a few whole px, so that eyes look the same in every direction. An eye is put where
 * skin is left around it: in profile one px behind the bridge of the nose, never into the outline.
 */
export function stampFace(canvas: Canvas): void {
  const { figure, view } = canvas;
  const { x: right, z: ahead } = figure.head.frame;
  // To which side of the screen the face looks, -1 .. 1, and to which its left side lies.
  const looks = dot(ahead, view.right);
  const across = dot(right, view.right) < 0 ? -1 : 1;
  const taken: (readonly [number, number])[] = [];
  for (const mark of figure.marks) {
    if (mark.small === null) continue;
    const at = seenAt(canvas, mark);
    if (at === null) continue;
    if (mark.role === 'eye') {
      const tall = mark.small.h;
      const seat =
        seatOf(canvas, at, tall, looks, taken) ??
        uncovered(canvas, seatOf(canvas, at, tall, looks, taken, isOfHead), tall);
      if (seat === null) continue;
      taken.push(seat);
      fill(canvas, seat[0], seat[1], 1, tall, mark.colour, true);
      const brow = figure.brow;
      if (brow !== null) stampBrow(canvas, seat, Math.sign(mark.from[0]) * across, brow);
    } else if (mark.role === 'shade') shadeSkin(canvas, at[0] - 1, at[1], mark.small.w);
    else
      fill(canvas, at[0], at[1] - mark.small.up - 1, mark.small.w, mark.small.h, mark.colour, mark.isCarved);
  }
}

/** The pixel on which the middle of a stroke is seen; `null` on the far side of the head. */
function seenAt({ figure, view, framing }: Canvas, { from, to }: Mark): readonly [number, number] | null {
  const { frame, radii } = figure.head;
  const u = (from[0] + to[0]) / 2;
  const v = (from[1] + to[1]) / 2;
  const left = 1 - (u / radii[0]) * (u / radii[0]) - (v / radii[1]) * (v / radii[1]);
  const w = Math.sqrt(Math.max(0, left)) * radii[2];
  if (dot([u / radii[0], 0, w / radii[2]], inward(frame, view.toViewer)) < 0.12) return null;
  const [x, y] = project(placed(frame, [u, v, w]), view, framing);
  return [Math.floor(x), Math.floor(y)];
}

function isFace({ figure, sight }: Canvas, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= sight.width || y >= sight.height) return false;
  const part = figure.solids[sight.solids[y * sight.width + x] as number]?.part;
  return part === 'head' || part === 'nose';
}

/** Hair, beard and what is worn on the head count: they stand in its frame. */
function isOfHead({ figure, sight }: Canvas, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= sight.width || y >= sight.height) return false;
  return figure.solids[sight.solids[y * sight.width + x] as number]?.frame === figure.head.frame;
}

/** Where hair or a brim hides all of a face, a strip of skin is painted over it: a face needs an eye. */
function uncovered(
  canvas: Canvas,
  seat: readonly [number, number] | null,
  tall: number,
): readonly [number, number] | null {
  const { figure, sight } = canvas;
  const face = figure.solids.findIndex(({ part }) => part === 'head');
  const skin = figure.solids[face]?.ramp.steps[2];
  if (seat === null || skin === undefined) return seat;
  for (let y = seat[1]; y < seat[1] + tall; y += 1) {
    for (let x = seat[0] - 1; x <= seat[0] + 1; x += 1) {
      if (!isOfHead(canvas, x, y)) continue;
      sight.solids[y * sight.width + x] = face;
      put(canvas.picture, y * sight.width + x, skin);
    }
  }
  return seat;
}

/** The nearest place for an eye `tall` px high that has skin before it, and no other eye beside it. */
function seatOf(
  canvas: Canvas,
  [x, y]: readonly [number, number],
  tall: number,
  looks: number,
  taken: readonly (readonly [number, number])[],
  isSkin = isFace,
): readonly [number, number] | null {
  const front = looks > 0.3 ? 1 : looks < -0.3 ? -1 : 0;
  // The more a face is seen from its side, the further behind its edge a painter puts the eye.
  const behind = Math.abs(looks) > 0.85 ? 2 * front : 0;
  let best: readonly [number, number] | null = null;
  let least = Infinity;
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -leeway; dx <= leeway; dx += 1) {
      const [a, b] = [x - behind + dx, y - 1 + dy];
      let isFree = !taken.some(([other]) => Math.abs(other - a) < 2);
      let bare = 0;
      for (let row = 0; row < tall && isFree; row += 1) {
        isFree = isSkin(canvas, a, b + row);
        if (isSkin(canvas, a - 1, b + row)) bare += front === -1 ? 1.5 : 1;
        if (isSkin(canvas, a + 1, b + row)) bare += front === 1 ? 1.5 : 1;
      }
      if (!isFree) continue;
      // Skin on both sides is worth a px or two of the way.
      const cost = Math.abs(dx) + Math.abs(dy) * 1.2 + (2 * tall - bare) * 0.9;
      if (cost >= least) continue;
      least = cost;
      best = [a, b];
    }
  }
  return best;
}

/** Two px above an eye, where there is forehead left above them. */
function stampBrow(canvas: Canvas, [x, y]: readonly [number, number], out: number, colour: number): void {
  const [a, b] = out < 0 ? [x - 1, x] : [x, x + 1];
  const isRoom = [a, b].every((column) => isFace(canvas, column, y - 1) && isFace(canvas, column, y - 2));
  if (isRoom) fill(canvas, a, y - 1, 2, 1, colour, false);
}

function fill(
  canvas: Canvas,
  left: number,
  top: number,
  w: number,
  h: number,
  colour: number,
  isKept: boolean,
): void {
  for (let y = top; y < top + h; y += 1) {
    for (let x = left; x < left + w; x += 1) {
      if (!isFace(canvas, x, y)) continue;
      const i = y * canvas.sight.width + x;
      put(canvas.picture, i, colour);
      if (isKept) canvas.kept.add(i);
    }
  }
}

/** Skin one step darker, if all of it is skin: a hint of a mouth. */
function shadeSkin(canvas: Canvas, left: number, y: number, w: number): void {
  const { figure, sight, picture } = canvas;
  for (let x = left; x < left + w; x += 1) if (!isFace(canvas, x, y)) return;
  const skin = figure.solids[sight.solids[y * sight.width + left] as number]?.ramp.steps;
  if (skin === undefined) return;
  for (let x = left; x < left + w; x += 1) {
    const i = y * sight.width + x;
    put(picture, i, skin[1]);
  }
}
