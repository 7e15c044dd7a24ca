import { boulders, panes } from '../../ramps/boulders.ts';
import { metals } from '../../ramps/people.ts';
import type { Ramp } from '../../ramps/ramp.ts';
import { woods } from '../../ramps/timber.ts';
import { dab, paint, type Easel } from '../easel.ts';

/** A window of 8 x 8 px with its frame; `x`, `y` its top left corner. */
export function paintWindow(easel: Easel, x: number, y: number, isLit: boolean, shutters: Ramp | null): void {
  const glass = isLit ? panes.lit : panes.dark;
  paint(easel, { left: x, top: y, right: x + 7, bottom: y + 7 }, (px, py) => {
    const column = px - x;
    const row = py - y;
    if (row === 0) return [woods.walnut, 3];
    if (row === 7) return [woods.walnut, 1];
    if (column === 0 || column === 7) return [woods.walnut, column === 0 ? 2 : 1];
    if (column === 3 || row === 4) return [woods.walnut, 1];
    if (isLit) return [glass, row < 4 ? (column < 3 ? 4 : 3) : column < 3 ? 3 : 2];
    return [glass, column + row < 4 ? 3 : row < 4 ? 2 : 1];
  });
  paint(easel, { left: x - 1, top: y + 8, right: x + 8, bottom: y + 8 }, (px) => [
    woods.oak,
    px < x + 5 ? 3 : 2,
  ]);
  if (shutters === null) return;
  for (const left of [x - 4, x + 8]) {
    paint(easel, { left, top: y, right: left + 3, bottom: y + 7 }, (px, py) => {
      if (py === y) return [shutters, 3];
      if (py === y + 7) return [shutters, 1];
      return [shutters, px === left ? 3 : px === left + 3 ? 1 : (py - y) % 3 === 2 ? 1 : 2];
    });
  }
}

/** A door of 10 px, its foot at row `foot`; `x` its left edge. With `isArched` it has a round head of stone. */
export function paintDoor(easel: Easel, x: number, foot: number, wood: Ramp, isArched: boolean): void {
  const top = foot - 16;
  const head = (column: number): number => (isArched ? Math.max(0, Math.abs(column - 5.5) - 2.4) * 1.1 : 0);
  paint(easel, { left: x - 1, top: top - 1, right: x + 10, bottom: foot }, (px, py) => {
    const column = px - x + 1;
    const row = py - top + 1;
    if (row < head(column)) return null;
    const isFrame = column === 0 || column === 11 || row < head(column) + 1.6;
    if (isFrame)
      return isArched
        ? [boulders.granite, (column + row) % 3 === 0 ? 2 : column < 6 ? 3 : 2]
        : [woods.walnut, column < 6 ? 3 : 2];
    if (row < head(column) + 2.6) return [wood, 0];
    return [wood, column % 3 === 1 ? 1 : column < 4 ? 3 : column > 8 ? 1 : 2];
  });
  for (const y of [top + 4, foot - 3])
    paint(easel, { left: x, right: x + 6, top: y, bottom: y }, (px) => [metals.iron, px < x + 2 ? 2 : 1]);
  dab(easel, x + 8, foot - 7, [metals.gold, 4], { isKept: true });
  dab(easel, x + 8, foot - 6, [metals.gold, 2], { isKept: true });
  // A step of stone before it.
  paint(easel, { left: x - 2, right: x + 11, top: foot + 1, bottom: foot + 2 }, (px, py) => [
    boulders.granite,
    py === foot + 1 ? (px < x + 6 ? 4 : 3) : 2,
  ]);
}

/** A chimney of field stones, 9 px wide; `x` its left edge, from row `top` to `bottom`. */
export function paintChimney(
  easel: Easel,
  x: number,
  top: number,
  bottom: number,
  stone: (x: number, down: number) => readonly [Ramp, number],
): void {
  paint(easel, { left: x, right: x + 8, top, bottom }, (px, py) => {
    const [ramp, step] = stone(px, py + 90);
    return [ramp, px > x + 6 ? step - 1 : step];
  });
  paint(easel, { left: x - 1, right: x + 9, top: top - 3, bottom: top - 1 }, (px, py) => {
    if (py === top - 3) return px < x + 1 || px > x + 7 ? [boulders.granite, 4] : [boulders.basalt, 0];
    return [boulders.granite, py === top - 2 ? (px < x + 5 ? 3 : 2) : 1];
  });
}
