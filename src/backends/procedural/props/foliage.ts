import type { Ramp } from '../ramps/ramp.ts';
import { cellsOf } from './cells.ts';
import { hasRoom, paint, type Easel } from './easel.ts';
import type { Grain } from './grain.ts';
import { stepOf } from '../light.ts';
import { roundLight } from './light.ts';

/** A rounded mass of leaves: its middle and radii, px. */
export interface Clump {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

/** What a crown is made of. */
export interface Leafage {
  /** From the farthest to the nearest. */
  readonly clumps: readonly Clump[];
  readonly ramp: Ramp;
  readonly grain: Grain;
  /** Size of a leaf, px. */
  readonly leaf: readonly [wide: number, high: number];
  /** How many of the leaves near the rim of a clump are missing, 0 .. 1. */
  readonly gaps?: number;
  /** Other leaves among them: `share` 0 .. 1. */
  readonly mixed?: { readonly ramp: Ramp; readonly share: number };
  /** Added to the light everywhere. */
  readonly lift?: number;
}

/**
 * Clumps of leaves as one crown: light falls on each clump and on the crown as a whole, and near clumps shade the
 * ones behind them. Everything is decided leaf by leaf, so that edges and shades have the form of leaves.
 */
export function paintLeaves(easel: Easel, leafage: Leafage): void {
  const { clumps, ramp, grain, leaf, gaps = 0, mixed, lift = 0 } = leafage;
  const cell = cellsOf(leaf[0], leaf[1], grain);
  const nearFirst = [...clumps].reverse();
  const crown = boundsOf(clumps);
  const box = {
    left: crown.x - crown.rx - 3,
    right: crown.x + crown.rx + 3,
    top: crown.y - crown.ry - 3,
    bottom: crown.y + crown.ry + 3,
  };
  paint(easel, box, (px, py) => {
    const { x, y, luck } = cell(px, py);
    if (py > 0 || !hasRoom(easel, x, y)) return null;
    let shadow = 0;
    for (const clump of nearFirst) {
      const right = (x - clump.x) / clump.rx;
      const down = (y - clump.y) / clump.ry;
      const out = right * right + down * down;
      if (out <= 1) {
        if (out > 0.55 && luck < gaps) return null;
        const own = roundLight(right, down);
        const whole = roundLight(
          Math.max(-0.7, Math.min(0.7, (x - crown.x) / crown.rx)),
          Math.max(-0.7, Math.min(0.7, (y - crown.y) / crown.ry)),
        );
        const light = own * 0.62 + whole * 0.42 + (luck - 0.5) * 0.34 - shadow + lift - 0.02;
        const material = mixed !== undefined && grain(Math.floor(x * 3), Math.floor(y * 3)) < mixed.share;
        return [material ? mixed.ramp : ramp, stepOf(light)];
      }
      // Behind the rim of a nearer clump it is dark, more so to the lower right.
      const a = (x - clump.x - 1) / (clump.rx + 2.2);
      const b = (y - clump.y - 1) / (clump.ry + 2.2);
      if (a * a + b * b < 1) shadow = 0.42;
    }
    return null;
  });
}

/** The ellipse around clumps, roughly. */
export function boundsOf(clumps: readonly Clump[]): Clump {
  const left = Math.min(...clumps.map(({ x, rx }) => x - rx));
  const right = Math.max(...clumps.map(({ x, rx }) => x + rx));
  const top = Math.min(...clumps.map(({ y, ry }) => y - ry));
  const bottom = Math.max(...clumps.map(({ y, ry }) => y + ry));
  return { x: (left + right) / 2, y: (top + bottom) / 2, rx: (right - left) / 2, ry: (bottom - top) / 2 };
}

/**
 * Clumps after a plan: places and sizes in shares of the crown, moved and resized by chance. `[x, y, radius]`, the
 * farthest first.
 */
export function clumpsOf(
  plan: readonly (readonly [number, number, number])[],
  crown: Clump,
  grain: Grain,
  { squash = 0.8, shift = 0.12 } = {},
): Clump[] {
  return plan.map(([x, y, size], i) => {
    const grown = size * (0.88 + grain(i, 31) * 0.24);
    return {
      x: crown.x + (x + (grain(i, 11) - 0.5) * 2 * shift) * crown.rx,
      y: crown.y + (y + (grain(i, 21) - 0.5) * 2 * shift) * crown.ry,
      rx: grown * crown.rx,
      ry: grown * crown.rx * squash,
    };
  });
}
