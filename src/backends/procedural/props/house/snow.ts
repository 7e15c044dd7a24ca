import { snow } from '../../ramps/foliage.ts';
import { dab, indexOf, stepAt } from '../easel.ts';
import { cellsOf } from '../cells.ts';
import type { Site } from './site.ts';

/** Snow on the roofs: a dusting that lets the courses show, or a deep cover that hangs over the eaves. */
export function layRoofSnow({ easel, grain, mask }: Site, depth: 'dusting' | 'deep'): void {
  const { width, height, originX, originY } = easel;
  const patch = cellsOf(5, 3.4, grain, { isLeaf: false });
  const isRoof = (x: number, y: number): boolean => {
    const i = indexOf(easel, x, y);
    return i >= 0 && mask[i] === 1;
  };
  for (let x = -originX; x < width - originX; x += 1) {
    let run = -1;
    for (let y = -originY; y < height - originY; y += 1) {
      if (!isRoof(x, y)) {
        run = -1;
        continue;
      }
      run += 1;
      let below = 0;
      while (below < 6 && isRoof(x, y + below + 1)) below += 1;
      const { luck, dy } = patch(x, y);
      const under = stepAt(easel, x, y);
      if (depth === 'dusting') {
        if (run < 2 || luck < 0.42 - run * 0.006)
          dab(easel, x, y, [snow, under >= 3 || run < 1 ? 4 : under >= 2 ? 3 : 2]);
        continue;
      }
      const hem = 2 + Math.floor(grain(Math.floor((x + 90) / 3), 821) * 4);
      if (below < hem) {
        if (below === hem - 1) dab(easel, x, y, [snow, 1]);
        continue;
      }
      // Soft dunes, not courses: only the light of the whole face stays.
      const face = under >= 2 ? 3 : 2;
      dab(easel, x, y, [
        snow,
        run < 2 ? 4 : luck > 0.72 ? face + 1 : luck < 0.16 && dy > 0 ? face - 1 : below === hem ? 2 : face,
      ]);
    }
  }
}
