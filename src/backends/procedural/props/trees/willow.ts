import { leaves } from '../../ramps/foliage.ts';
import { barks } from '../../ramps/timber.ts';
import { cellsOf } from '../cells.ts';
import { dab, hasRoom, line, paint, stroke } from '../easel.ts';
import { boundsOf, clumpsOf, paintLeaves } from '../foliage.ts';
import { stepOf } from '../../light.ts';
import type { Species } from '../tree.ts';
import { growBranch, layOnSnow, paintTrunk } from '../trunk.ts';
import { paintFoot } from '../tufts.ts';

const crown = [
  [-0.4, -0.42, 0.44],
  [0.4, -0.4, 0.44],
  [0, -0.6, 0.46],
  [-0.66, -0.02, 0.34],
  [0.66, 0, 0.34],
  [-0.22, -0.1, 0.42],
  [0.28, -0.06, 0.4],
] as const;

/** A dome from which curtains of thin twigs hang nearly to the ground. */
const willow: Species = {
  paint({ easel, season, scale, lots, grain }) {
    const ramp = leaves.willow[season];
    const lean = (lots.below('lean', 5) - 2) * 0.8 * scale;
    const isBare = season === 'winter';
    paintTrunk(easel, {
      ramp: barks.willow,
      grain,
      top: -36 * scale,
      foot: 4.2 * scale,
      neck: 2.8 * scale,
      lean,
      flare: 4 * scale,
    });
    const branching = { ramp: barks.willow, grain, shrink: 0.74, droop: 0.04, forks: 2 };
    for (const dx of [-0.75, -0.2, 0.3, 0.8]) {
      growBranch(
        easel,
        branching,
        [lean, -31 * scale],
        [dx, -0.8],
        12 * scale,
        2 * scale,
        undefined,
        Math.floor(dx * 40 + 70),
      );
    }
    const dome = { x: lean * 0.6, y: -46 * scale, rx: 26 * scale, ry: 24 * scale };
    const clumps = clumpsOf(crown, dome, grain, { squash: 0.72, shift: 0.08 });
    const locks = 9 + lots.dealt('locks', 3);
    const twig = cellsOf(1.9, 6.5, grain, { jitter: 0.7 });
    const hangTwigs = (): void => {
      for (let twigAt = 0; twigAt < 30; twigAt += 1) {
        const u = (twigAt + 0.5) / 15 - 1 + (grain(twigAt, 5) - 0.5) * 0.06;
        const headX = lean + u * 26 * scale;
        const headY = (-44 - Math.sqrt(1 - u * u) * 15 - grain(twigAt, 7) * 4) * scale;
        const tail = (10 + grain(Math.floor(twigAt / 3), 9) * 14 + grain(twigAt, 11) * 6) * -scale;
        if (twigAt % 5 === 2) {
          const touch = [barks.willow, u < 0.2 ? 3 : 2] as const;
          stroke(
            easel,
            [lean + u * 5 * scale, -34 * scale, 1.2],
            [headX * 0.75 + lean * 0.25, headY - 1, 0.8],
            () => touch,
            { isBare: true },
          );
          line(easel, headX * 0.75 + lean * 0.25, headY - 1, headX, headY + 3, touch, { isBare: true });
        }
        const bend = grain(twigAt, 13) < 0.5 ? -1 : 1;
        for (let y = Math.floor(headY); y < tail; y += 1) {
          const along = (y - headY) / (tail - headY);
          const x = headX + (along > 0.35 && along < 0.8 ? bend : 0);
          dab(easel, x, y, [ramp, (along < 0.3 ? 3 : 2) + (u < -0.3 ? 1 : u > 0.45 ? -1 : 0)], {
            isBare: true,
          });
        }
      }
    };
    const curtain = (share: number, reach: number, isFar: boolean): void => {
      paint(
        easel,
        { left: lean - 30 * scale, right: lean + 30 * scale, top: -56 * scale, bottom: -2 },
        (px, py) => {
          const { x, y, luck } = twig(px, py);
          const u = (x - lean) / (28 * scale);
          if (!hasRoom(easel, x, y)) return null;
          if (u < -1 || u > 1) return null;
          const lock = Math.floor((u + 1) * 0.5 * locks);
          const within = (u + 1) * 0.5 * locks - lock;
          const head = -46 * scale - Math.sqrt(1 - u * u) * 13 * scale;
          const tail =
            (reach + grain(lock, isFar ? 3 : 7) * 15 - (1 - Math.abs(within - 0.5) * 2) * 7) * -scale;
          const end = tail - grain(Math.floor(x / 2), isFar ? 13 : 17) * 5 * scale;
          if (y < head + 5 * scale || y > end) return null;
          const along = (y - head) / (end - head);
          if (luck < share * along) return null;
          const light =
            0.38 - u * 0.5 + (0.5 - within) * 0.7 - along * 0.2 + (luck - 0.5) * 0.5 - (isFar ? 0.55 : 0);
          return [ramp, stepOf(light)];
        },
        { isBare: isBare },
      );
    };
    if (!isBare) curtain(0.2, 13, true);
    if (!isBare) paintLeaves(easel, { clumps, ramp, grain, leaf: [2.4, 3.4], gaps: 0.15 });
    if (isBare) hangTwigs();
    else curtain(0.75, 8, false);
    if (isBare) layOnSnow(easel, grain, 1.2, (x, y) => y < -40 * scale && grain(Math.floor(x / 3), 3) < 0.7);
    paintFoot(easel, 7 * scale, season, grain, ramp);
    const { y, ry } = boundsOf(clumps);
    return { top: [lean, y - ry] };
  },
};

export default willow;
