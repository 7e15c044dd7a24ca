import type { Ramp } from '../ramps/ramp.ts';
import { dab, paint, type Box, type Easel } from './easel.ts';
import type { Grain } from './grain.ts';

/**
 * One board that lies across: lit along its upper edge, dark along the lower one, with grain and now and then a knot.
 * `step` is the step of its face.
 */
export function paintBoard(
  easel: Easel,
  { left, top, right, bottom }: Box,
  ramp: Ramp,
  grain: Grain,
  step = 2,
): void {
  const high = bottom - top;
  paint(easel, { left, top, right, bottom }, (x, y) => {
    if (high > 1 && y === top) return [ramp, step + 1];
    if (y === bottom) return [ramp, step - 1];
    const strand = grain(Math.floor((x + grain(y, 3) * 9) / 5), y + 401);
    return [ramp, strand < 0.22 ? step - 1 : strand > 0.86 ? step + 1 : step];
  });
  if (high >= 3 && right - left > 9 && grain(left, top + 9) < 0.45) {
    const x = Math.floor(left + 3 + grain(left, top + 11) * (right - left - 7));
    const y = Math.floor((top + bottom) / 2);
    dab(easel, x, y, [ramp, step - 1]);
    dab(easel, x + 1, y, [ramp, step - 2]);
    dab(easel, x + 2, y, [ramp, step - 1]);
  }
}

/** Boards one above the other, each `high` px, over a box. */
export function paintBoards(easel: Easel, box: Box, high: number, ramp: Ramp, grain: Grain, step = 2): void {
  for (let top = box.top; top <= box.bottom; top += high) {
    const bottom = Math.min(box.bottom, top + high - 1);
    paintBoard(easel, { ...box, top, bottom }, ramp, grain, step);
  }
}

/** A post or beam that stands: lit on its left, dark on its right. */
export function paintPost(
  easel: Easel,
  { left, top, right, bottom }: Box,
  ramp: Ramp,
  grain: Grain,
  step = 2,
): void {
  paint(easel, { left, top, right, bottom }, (x, y) => {
    if (x === left) return [ramp, step + 1];
    if (x === right && right > left) return [ramp, step - 1];
    const strand = grain(x, Math.floor((y + grain(x, 5) * 9) / 6) + 431);
    return [ramp, strand < 0.24 ? step - 1 : step];
  });
}
