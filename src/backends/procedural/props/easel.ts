import type { Ramp } from '../ramps/ramp.ts';

/**
 * A picture in the making: for each pixel a material and a step of its ramp. Places are px from the ground point in
 * the middle of a prop: x to the right, y down, so that what stands on the ground has negative y. Whole numbers name
 * pixels; the middle of pixel (0, 0) is at (0.5, 0.5).
 */
export interface Easel {
  readonly width: number;
  readonly height: number;
  /** Column and row of the ground point. */
  readonly originX: number;
  readonly originY: number;
  /** Material of each pixel, `null` where nothing is. */
  readonly materials: (Ramp | null)[];
  /** Step of the ramp of each pixel, 0 .. 4. */
  readonly steps: Uint8Array;
  /** 1 where no outline is drawn around a pixel: twigs, blades of grass, light. */
  readonly isBare: Uint8Array;
  /** 1 where a pixel may stand alone in its colour: glints, nails. */
  readonly isKept: Uint8Array;
  /** How far to either side and up what grows by chance may reach, px: a leaf beyond it is left out. */
  readonly room: { readonly side: number; readonly up: number };
}

/** What a painter puts on a pixel: a material and a step, which is brought into 0 .. 4. */
export type Touch = readonly [Ramp, number];

/** An empty easel that reaches so many px to either side, up and down from the ground point. */
export function easelOf(side: number, up: number, down = 6, room = { side, up }): Easel {
  const width = side * 2;
  const height = up + down;
  const count = width * height;
  return {
    width,
    height,
    originX: side,
    originY: up,
    materials: Array.from({ length: count }, () => null),
    steps: new Uint8Array(count),
    isBare: new Uint8Array(count),
    isKept: new Uint8Array(count),
    room,
  };
}

/** Index of a pixel; -1 beyond the easel. */
export function indexOf({ width, height, originX, originY }: Easel, x: number, y: number): number {
  const column = Math.floor(x) + originX;
  const row = Math.floor(y) + originY;
  return column < 0 || row < 0 || column >= width || row >= height ? -1 : row * width + column;
}

/** Whether a place lies above the ground and in the room that growing things have. */
export const hasRoom = ({ room }: Easel, x: number, y: number): boolean =>
  x > -room.side && x < room.side && y > -room.up && y < 0.2;

/** The material at a pixel, `null` where nothing is. */
export const materialAt = (easel: Easel, x: number, y: number): Ramp | null =>
  easel.materials[indexOf(easel, x, y)] ?? null;

/** The step of a pixel's ramp, 0 where nothing is. */
export const stepAt = (easel: Easel, x: number, y: number): number => easel.steps[indexOf(easel, x, y)] ?? 0;

/** How a pixel is put: `isBare` without an outline, `isKept` even if it stands alone in its colour. */
export interface Manner {
  readonly isBare?: boolean;
  readonly isKept?: boolean;
}

/** Puts one pixel. */
export function dab(easel: Easel, x: number, y: number, [ramp, step]: Touch, manner: Manner = {}): void {
  const i = indexOf(easel, x, y);
  if (i < 0) return;
  easel.materials[i] = ramp;
  easel.steps[i] = Math.max(0, Math.min(4, Math.floor(step)));
  easel.isBare[i] = manner.isBare === true ? 1 : 0;
  easel.isKept[i] = manner.isKept === true ? 1 : 0;
}

/** A rectangle of pixels: both corners belong to it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Asks for each pixel of a box what is put there; `null` leaves it as it is. */
export function paint(
  easel: Easel,
  { left, top, right, bottom }: Box,
  at: (x: number, y: number) => Touch | null,
  manner: Manner = {},
): void {
  for (let y = Math.floor(top); y <= bottom; y += 1) {
    for (let x = Math.floor(left); x <= right; x += 1) {
      const touch = at(x, y);
      if (touch !== null) dab(easel, x, y, touch, manner);
    }
  }
}

/** Makes what is already there darker or lighter by whole steps; leaves what is empty. */
export function tone(easel: Easel, box: Box, by: (x: number, y: number) => number): void {
  paint(easel, box, (x, y) => {
    const material = materialAt(easel, x, y);
    const change = material === null ? 0 : by(x, y);
    return material === null || change === 0 ? null : [material, stepAt(easel, x, y) + change];
  });
}

/** A tapering stroke, `from` and `to` with half widths in px. `at` is told how far along and across (-1 .. 1). */
export function stroke(
  easel: Easel,
  from: readonly [number, number, number],
  to: readonly [number, number, number],
  at: (along: number, across: number, x: number, y: number) => Touch | null,
  manner: Manner = {},
): void {
  const [ax, ay, ar] = from;
  const [bx, by, br] = to;
  const r = Math.max(ar, br) + 1;
  const dx = bx - ax;
  const dy = by - ay;
  const dd = Math.max(0.01, dx * dx + dy * dy);
  const length = Math.sqrt(dd);
  const box = {
    left: Math.min(ax, bx) - r,
    right: Math.max(ax, bx) + r,
    top: Math.min(ay, by) - r,
    bottom: Math.max(ay, by) + r,
  };
  paint(
    easel,
    box,
    (x, y) => {
      const px = x + 0.5 - ax;
      const py = y + 0.5 - ay;
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) / dd));
      const qx = px - dx * t;
      const qy = py - dy * t;
      const radius = ar + (br - ar) * t;
      if (qx * qx + qy * qy > radius * radius) return null;
      return at(t, (px * dy - py * dx) / length / Math.max(0.5, radius), x, y);
    },
    manner,
  );
}

/** A line of 1 px from pixel to pixel without doubled corners. */
export function line(
  easel: Easel,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  touch: Touch,
  manner: Manner = {},
): void {
  const count = Math.max(1, Math.floor(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)) + 0.5));
  for (let i = 0; i <= count; i += 1) {
    dab(easel, x0 + ((x1 - x0) * i) / count, y0 + ((y1 - y0) * i) / count, touch, manner);
  }
}
