import { leaves } from '../../ramps/foliage.ts';
import { barks } from '../../ramps/timber.ts';
import { boundsOf, clumpsOf, paintLeaves } from '../foliage.ts';
import { dab, stepAt } from '../easel.ts';
import type { Species } from '../tree.ts';
import { growBranch, layOnSnow, paintTrunk } from '../trunk.ts';
import { paintFoot } from '../tufts.ts';

const crowns = [
  [
    [0, -0.8, 0.5],
    [-0.42, -0.4, 0.56],
    [0.4, -0.46, 0.52],
    [0.05, -0.2, 0.6],
    [-0.5, 0.12, 0.5],
    [0.52, 0.08, 0.5],
    [0.1, 0.36, 0.54],
    [-0.3, 0.6, 0.4],
  ],
  [
    [0.12, -0.82, 0.46],
    [-0.3, -0.56, 0.52],
    [0.42, -0.34, 0.54],
    [-0.5, -0.06, 0.5],
    [0.1, -0.06, 0.56],
    [0.5, 0.3, 0.48],
    [-0.32, 0.4, 0.54],
    [0.25, 0.62, 0.4],
  ],
  [
    [-0.1, -0.8, 0.48],
    [0.36, -0.5, 0.52],
    [-0.46, -0.3, 0.52],
    [0.06, -0.12, 0.54],
    [0.55, 0, 0.44],
    [-0.55, 0.26, 0.46],
    [0.2, 0.34, 0.54],
    [-0.16, 0.62, 0.38],
  ],
] as const;

/** Slender and light: a white trunk with dark scars, a narrow crown that one sees through. */
const birch: Species = {
  paint({ easel, season, scale, lots, grain }) {
    const lean = (lots.below('lean', 5) - 2) * 1.4 * scale;
    const ramp = barks.birch;
    const isTwin = lots.dealt('stems', 3) === 0;
    const side = lots.below('side', 2) === 0 ? -1 : 1;
    // Scars are dashes across the bark, thicker toward the foot.
    const bark = (x: number, y: number, right: number): number => {
      const row = Math.floor((y + 100) / 2);
      const isScar = grain(row, 83) < 0.42 && (y & 1) === 0;
      const from = grain(row, 85) * 2.2 - 1.5;
      if (isScar && right > from && right < from + 1.1) return -1.6;
      return y > -7 * scale && grain(x, Math.floor(y / 2)) < 0.4 ? -1.1 : 0.42;
    };
    const stem = (shift: number, top: number, thick: number): void => {
      paintTrunk(easel, {
        ramp,
        grain,
        top: top * scale,
        foot: thick * scale,
        neck: 1.1,
        lean: lean + shift,
        flare: 1.6 * scale,
        bark,
      });
    };
    if (isTwin) stem(side * 9 * scale, -44, 2);
    stem(0, -62, 2.7);
    const crown = {
      x: lean + (isTwin ? side * 3 * scale : 0),
      y: -45 * scale,
      rx: (isTwin ? 22 : 18.5) * scale,
      ry: 26 * scale,
    };
    const branching = { ramp: barks.willow, grain, shrink: 0.78, droop: 0.05, forks: scale > 0.9 ? 3 : 2 };
    const boughs = season === 'winter' ? 7 : 4;
    for (let bough = 0; bough < boughs; bough += 1) {
      const up = (0.42 + (bough / boughs) * 0.56) * -62 * scale;
      const out = bough % 2 === 0 ? -1 : 1;
      const length = (season === 'winter' ? 9.5 - bough * 0.9 : 6) * scale;
      const foot = lean * (up / (-62 * scale)) * (up / (-62 * scale));
      growBranch(
        easel,
        branching,
        [foot, up],
        [out * 0.62, -0.78],
        length,
        0.8,
        season === 'winter' ? undefined : 1,
        9 + bough * 64,
      );
    }
    if (season === 'winter') {
      layOnSnow(easel, grain, 1, (x, y) => grain(Math.floor(x / 2), Math.floor(y / 2) + 5) < 0.4);
      paintFoot(easel, 5 * scale, season, grain);
      return { top: [lean, -64 * scale] };
    }
    const plan = crowns[lots.dealt('crown', crowns.length)] ?? crowns[0];
    const clumps = clumpsOf(plan, crown, grain, { squash: 0.74, shift: 0.1 });
    paintLeaves(easel, {
      clumps,
      ramp: leaves.birch[season],
      grain,
      leaf: [2.4, 2.3],
      gaps: season === 'summer' ? 0.34 : 0.5,
    });
    // The trunk shows through where leaves lie in the shade; between two clumps it is whole.
    for (let y = Math.floor(-60 * scale); y < -26 * scale; y += 1) {
      const up = y / (-62 * scale);
      if (grain(Math.floor(y / 6), 91) > 0.6) continue;
      for (let x = 0; x < 2; x += 1) {
        const column = Math.floor(lean * up * up - 1 + x);
        const isScar = grain(Math.floor(y / 3), 93) < 0.3 && y % 3 === 0;
        if (stepAt(easel, column, y) < 3) dab(easel, column, y, [ramp, isScar ? 0 : x === 0 ? 3 : 2]);
      }
    }
    paintFoot(easel, 5 * scale, season, grain, leaves.birch[season]);
    const { y, ry } = boundsOf(clumps);
    return { top: [lean, y - ry] };
  },
};

export default birch;
