import type { Grain } from './grain.ts';

/** One of the small shapes that a surface is made of: a leaf, a straw, a field stone. */
export interface Cell {
  /** Its middle, px. */
  readonly x: number;
  readonly y: number;
  /** Chance of its own, 0 .. 1. */
  readonly luck: number;
  /** How far the place that was asked for lies from the border to the next cell: 0 on it. */
  readonly inner: number;
  /** From the middle of the cell to the place, in cells. */
  readonly dx: number;
  readonly dy: number;
}

/**
 * Divides the plane into irregular cells of about `wide` x `high` px, laid like bricks. With `isLeaf` they are
 * pointed as leaves are, else they are blunt as stones.
 * Source of the idea: Steven Worley, "A Cellular Texture Basis Function", 1996.
 */
export function cellsOf(
  wide: number,
  high: number,
  grain: Grain,
  { isLeaf = true, jitter = 0.8 } = {},
): (x: number, y: number) => Cell {
  return (px, py) => {
    const x = px + 0.5;
    const y = py + 0.5;
    const row = Math.floor(y / high);
    const best = { gap: Infinity, x: 0, y: 0, luck: 0, dx: 0, dy: 0 };
    let second = Infinity;
    for (let r = row - 1; r <= row + 1; r += 1) {
      const shift = (r & 1) * 0.5;
      const column = Math.floor(x / wide - shift);
      for (let c = column - 1; c <= column + 1; c += 1) {
        const cx = (c + shift + 0.5 + (grain(c, r) - 0.5) * jitter) * wide;
        const cy = (r + 0.5 + (grain(c + 7919, r) - 0.5) * jitter) * high;
        const dx = (x - cx) / wide;
        const dy = (y - cy) / high;
        const gap = isLeaf ? Math.abs(dx) + Math.abs(dy) : Math.sqrt(dx * dx + dy * dy);
        if (gap < best.gap) {
          second = best.gap;
          Object.assign(best, { gap, x: cx, y: cy, luck: grain(c, r + 6101), dx, dy });
        } else if (gap < second) {
          second = gap;
        }
      }
    }
    return { x: best.x, y: best.y, luck: best.luck, dx: best.dx, dy: best.dy, inner: second - best.gap };
  };
}
