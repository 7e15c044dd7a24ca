import { boulders } from '../../ramps/boulders.ts';
import { woods } from '../../ramps/timber.ts';
import { paint, tone } from '../easel.ts';
import type { Site } from './site.ts';

/** A wall with its foundation and posts, both corners included. */
export function paintWall(
  { easel, look, wall }: Site,
  left: number,
  right: number,
  top: number,
  bottom: number,
): void {
  paint(easel, { left, right, top, bottom }, (x, y) => wall(x, y - top));
  if (look.walls === 'half_timbered') {
    const beams = Math.max(2, Math.floor((right - left) / 13));
    for (let beam = 0; beam <= beams; beam += 1) {
      const x = Math.floor(left + ((right - left - 2) * beam) / beams);
      paint(easel, { left: x, right: x + 2, top, bottom }, (px) => [
        woods.walnut,
        px === x ? 3 : px === x + 1 ? 2 : 1,
      ]);
    }
    for (const y of [top, Math.floor((top + bottom) / 2), bottom - 3]) {
      paint(easel, { left, right, top: y, bottom: y + 1 }, (_x, py) => [woods.walnut, py === y ? 3 : 1]);
    }
  }
  if (look.walls === 'timber') {
    for (const x of [left, right - 3]) {
      paint(easel, { left: x, right: x + 3, top, bottom }, (px, y) => [
        woods.oak,
        (px === x ? 3 : px === x + 3 ? 1 : 2) + ((y - top) % 4 === 3 ? -1 : 0),
      ]);
    }
  }
  if (look.walls === 'timber' || look.walls === 'half_timbered') {
    paint(easel, { left, right, top: bottom - 2, bottom }, (x, y) => [
      boulders.granite,
      y === bottom - 2 ? ((x + 60) % 6 === 0 ? 1 : 3) : (x + (y === bottom ? 3 : 60)) % 6 === 0 ? 1 : 2,
    ]);
  }
  tone(easel, { left, right, top: bottom, bottom }, () => -1);
}
