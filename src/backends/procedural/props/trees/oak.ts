import { leaves } from '../../ramps/foliage.ts';
import { barks } from '../../ramps/timber.ts';
import { clumpsOf, paintLeaves, boundsOf } from '../foliage.ts';
import type { Species } from '../tree.ts';
import { growBranch, layOnSnow, paintTrunk } from '../trunk.ts';
import { paintFoot } from '../tufts.ts';

/** Clumps of three crowns: broad, tall, and leaning. The farthest first. */
const crowns = [
  [
    [-0.42, -0.45, 0.42],
    [0.4, -0.42, 0.42],
    [0, -0.62, 0.44],
    [-0.7, 0.02, 0.36],
    [0.7, 0.05, 0.36],
    [-0.02, -0.22, 0.46],
    [-0.5, 0.3, 0.38],
    [0.5, 0.32, 0.36],
    [-0.3, -0.1, 0.34],
    [0.05, 0.42, 0.4],
  ],
  [
    [0.05, -0.74, 0.38],
    [-0.45, -0.4, 0.38],
    [0.48, -0.36, 0.38],
    [0, -0.3, 0.44],
    [-0.62, 0.16, 0.36],
    [0.64, 0.2, 0.36],
    [0.22, 0.1, 0.38],
    [-0.3, 0.18, 0.36],
    [0.34, 0.5, 0.32],
    [-0.22, 0.52, 0.36],
  ],
  [
    [0.3, -0.56, 0.42],
    [-0.22, -0.6, 0.4],
    [0.68, -0.12, 0.34],
    [-0.64, -0.16, 0.38],
    [0.2, -0.14, 0.46],
    [-0.28, 0, 0.4],
    [-0.6, 0.34, 0.34],
    [0.52, 0.3, 0.38],
    [-0.08, 0.44, 0.36],
    [0.18, 0.3, 0.3],
  ],
] as const;

/** Broad and gnarled: a short stout trunk, a crown of many rounded clumps. */
const oak: Species = {
  paint({ easel, season, scale, lots, grain }) {
    const lean = (lots.below('lean', 5) - 2) * 1.2 * scale;
    const top = -30 * scale;
    const branching = { ramp: barks.oak, grain, shrink: 0.72, droop: -0.02, forks: scale > 0.9 ? 4 : 3 };
    const limbs = (length: number, forks: number): void => {
      const spread = 0.55 + lots.below('spread', 4) * 0.1;
      for (const [dx, dy] of [
        [-spread, -0.75],
        [0.08, -1],
        [spread, -0.72],
      ] as const) {
        growBranch(
          easel,
          branching,
          [lean * 0.8, top * 0.82],
          [dx, dy],
          length * scale,
          2.6 * scale,
          forks,
          2 + Math.floor(dx * 3 + 4),
        );
      }
    };
    paintTrunk(easel, {
      ramp: barks.oak,
      grain,
      top: top * 0.95,
      foot: 5.2 * scale,
      neck: 3.4 * scale,
      lean,
      flare: 4.5 * scale,
    });
    if (season === 'winter') {
      limbs(14, branching.forks);
      layOnSnow(easel, grain, 1.1, (x, y) => grain(Math.floor(x / 3), Math.floor(y / 2) + 5) < 0.62);
    } else {
      limbs(7, 2);
      const crown = { x: lean, y: -46 * scale, rx: 29 * scale, ry: 27 * scale };
      const plan = crowns[lots.dealt('crown', crowns.length)] ?? crowns[0];
      const clumps = clumpsOf(plan, crown, grain, { squash: 0.78 });
      const ramp = leaves.oak[season];
      paintLeaves(easel, {
        clumps,
        ramp,
        grain,
        leaf: [3.1, 2.5],
        gaps: season === 'summer' ? 0.12 : season === 'spring' ? 0.3 : 0.34,
        lift: season === 'spring' ? 0.05 : 0,
      });
      paintFoot(easel, 7 * scale, season, grain, ramp);
      const { y, ry } = boundsOf(clumps);
      return { top: [lean, y - ry] };
    }
    paintFoot(easel, 7 * scale, season, grain);
    return { top: [lean, -70 * scale] };
  },
};

export default oak;
