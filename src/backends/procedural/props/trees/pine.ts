import { leaves, snow } from '../../ramps/foliage.ts';
import { barks } from '../../ramps/timber.ts';
import { cellsOf } from '../cells.ts';
import { materialAt, paint, tone } from '../easel.ts';
import { stepOf } from '../../light.ts';
import type { Species } from '../tree.ts';
import { layOnSnow, paintTrunk } from '../trunk.ts';
import { paintFoot } from '../tufts.ts';

/** Tall and dark: tiers of boughs that hang like roofs, one below the other. */
const pine: Species = {
  paint({ easel, season, scale, lots, grain }) {
    const ramp = leaves.pine[season];
    const lean = (lots.below('lean', 3) - 1) * 1.2 * scale;
    const tiers = 4 + lots.dealt('tiers', 3);
    const width = (21 + lots.below('width', 4) * 1.6) * scale;
    const top = -74 * scale;
    const foot = -11 * scale;
    paintTrunk(easel, {
      ramp: barks.pine,
      grain,
      top: -30 * scale,
      foot: 3.1 * scale,
      neck: 2.2 * scale,
      lean: 0,
      flare: 2.6 * scale,
    });
    const needle = cellsOf(2.1, 2.6, grain);
    for (let tier = 0; tier < tiers; tier += 1) {
      const down = 1 - tier / tiers;
      const bottom = top + (foot - top) * (down * 0.84 + 0.16);
      const high = ((foot - top) / tiers) * 1.9 + 2 * scale;
      const half = width * (down * 0.88 + 0.14) * (0.94 + grain(tier, 101) * 0.12);
      const apex = Math.max(bottom - high, top);
      const middle = lean * (1 - down) + (grain(tier, 103) - 0.5) * 2 * scale;
      const boughs = Math.max(4, Math.floor(half / 2.2));
      const phase = grain(tier, 105);
      /** How far below the tip of the tier a place lies, 0 .. 1, and where across its bough; `null` outside. */
      const cover = (x: number, y: number): { along: number; within: number; u: number } | null => {
        const u = (x - middle) / half;
        if (u < -1 || u > 1) return null;
        const place = (u + 1) * 0.5 * boughs + phase;
        const bough = Math.floor(place);
        const within = place - bough;
        const peak = 1 - Math.abs(within - 0.5) * 2;
        // The rim hangs in the middle and lifts at the sides; each bough ends in a tip.
        const rim =
          bottom - u * u * 5 * scale + (peak - 0.7) * 4.6 * scale + (grain(bough, tier + 107) - 0.5) * 1.6;
        const along = (y - apex) / (rim - apex);
        if (along < 0 || along > 1 || Math.abs(u) > 0.1 + along * (0.34 + along * 0.56)) return null;
        return { along, within, u };
      };
      const box = { left: middle - half - 2, right: middle + half + 2, top: apex - 1, bottom: bottom + 9 };
      // Below each tier lies its shadow on the one that is already there.
      if (tier > 0) {
        tone(easel, box, (x, y) => {
          const isShaded = cover(x + 0.5 - scale, y + 0.5 - 4.4 * scale) !== null;
          return isShaded && materialAt(easel, x, y) === ramp ? -2 : 0;
        });
      }
      paint(easel, box, (px, py) => {
        const { x, y, luck } = needle(px, py);
        const part = cover(x, y);
        if (part === null) return null;
        const { along, within, u } = part;
        const light = 0.3 - u * 0.62 + (along - 0.55) * 0.5 + (0.5 - within) * 0.5 + (luck - 0.5) * 0.3;
        return [ramp, Math.max(1, stepOf(light))];
      });
      if (season === 'winter') {
        layOnSnow(
          easel,
          grain,
          3 * scale + 0.4,
          (x, y) => y < bottom + 4 && y > apex - 2 && grain(Math.floor(x / 3), tier) < 0.9,
        );
        // Along the boughs too: what lies on their upper sides.
        paint(easel, box, (px, py) => {
          const { x, y, luck } = needle(px, py);
          const part = cover(x, y);
          if (part === null || part.along > 0.94 || part.along < 0.5) return null;
          return luck < 0.34 && part.within < 0.62 ? [snow, part.u < 0.15 ? 4 : 3] : null;
        });
      }
    }
    paintFoot(easel, 5 * scale, season, grain, ramp);
    return { top: [lean, top] };
  },
};

export default pine;
