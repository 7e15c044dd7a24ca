import { leaves } from '../../ramps/foliage.ts';
import { barks } from '../../ramps/timber.ts';
import { cellsOf } from '../cells.ts';
import { paint } from '../easel.ts';
import { stepOf } from '../light.ts';
import type { Species } from '../species.ts';
import { layOnSnow, paintTrunk } from '../trunk.ts';
import { paintFoot } from '../tufts.ts';

/** Tall and dark: tiers of boughs that hang like roofs, one below the other. */
const pine: Species = {
  paint({ easel, season, scale, lots, grain }) {
    const ramp = leaves.pine[season];
    const lean = (lots.below('lean', 3) - 1) * 1.2 * scale;
    const tiers = 5 + lots.dealt('tiers', 3);
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
    const needle = cellsOf(2.2, 3, grain);
    for (let tier = 0; tier < tiers; tier += 1) {
      const down = 1 - tier / tiers;
      const bottom = top + (foot - top) * (down * 0.86 + 0.14);
      const high = ((foot - top) / tiers) * 1.75 + 3 * scale;
      const half = width * (down * 0.9 + 0.12) * (0.92 + grain(tier, 101) * 0.16);
      const apex = bottom - high;
      const middle = lean * (1 - down) + (grain(tier, 103) - 0.5) * 2.4 * scale;
      const boughs = 5 + Math.floor(half / 4);
      paint(
        easel,
        { left: middle - half - 2, right: middle + half + 2, top: apex, bottom: bottom + 5 },
        (px, py) => {
          const { x, y, luck } = needle(px, py);
          const u = (x - middle) / half;
          if (u < -1 || u > 1) return null;
          const bough = Math.floor((u + 1) * boughs * 0.5 + grain(tier, 105));
          const within = (u + 1) * boughs * 0.5 + grain(tier, 105) - bough;
          const peak = 1 - Math.abs(within - 0.5) * 2;
          // The rim hangs in the middle and lifts at the sides; each bough ends in a tip.
          const rim =
            bottom - u * u * 4.2 * scale + (peak - 0.6) * 4 * scale + (grain(bough, tier + 107) - 0.5) * 2.4;
          const along = (y - apex) / (rim - apex);
          if (along > 1 || along < 0) return null;
          // Hollow flanks: wide only near the rim.
          if (Math.abs(u) > 0.1 + along * along * 0.45 + along * 0.45) return null;
          const shade = tier < tiers - 1 && along < 0.42 ? -0.5 : 0;
          const light =
            0.34 - u * 0.55 + (along - 0.5) * 0.45 + (0.5 - within) * 0.45 + (luck - 0.5) * 0.4 + shade;
          return [ramp, stepOf(along > 0.9 && peak < 0.4 ? light - 0.5 : light)];
        },
      );
      if (season === 'winter') {
        layOnSnow(
          easel,
          grain,
          2.4 * scale + 0.6,
          (x, y) => y < bottom + 4 && y > apex - 2 && grain(Math.floor(x / 3), tier) < 0.86,
        );
      }
    }
    paintFoot(easel, 5 * scale, season, grain, ramp);
    return { top: [lean, top] };
  },
};

export default pine;
