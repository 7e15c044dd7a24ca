import { blossoms } from '../ramps/foliage.ts';
import { glows } from '../ramps/boulders.ts';
import { metals } from '../ramps/people.ts';
import type { Ramp } from '../ramps/ramp.ts';
import { cloth, woods } from '../ramps/timber.ts';
import { cellsOf } from './cells.ts';
import { paint, type Easel } from './easel.ts';
import type { Grain } from './grain.ts';
import { stamp } from './stamp.ts';

/** Paints what lies in an open chest: `half` its inner half width, `rim` the row of its front rim. */
type Contents = (easel: Easel, half: number, rim: number, grain: Grain) => void;

/** A heap that rises above the rim in the middle. */
const heap =
  (high: number, at: (x: number, y: number, rise: number) => readonly [Ramp, number]): Contents =>
  (easel, half, rim, grain) => {
    paint(easel, { left: -half, right: half - 1, top: rim - 5 - high, bottom: rim - 1 }, (x, y) => {
      const u = (x + 0.5) / half;
      const bump = (grain(Math.floor((x + 40) / 3), 503) - 0.5) * 2;
      const top = rim - 3 - high * (1 - u * u) - bump * (1 - u * u);
      return y < top ? null : at(x, y, (y - top) / (rim - top));
    });
  };

const jewels = [blossoms.red, glows.blue, glows.green, glows.violet, metals.gold] as const;

/** What can lie in an open chest, by the lever's value. */
export const contents = {
  coins: (easel, half, rim, grain) => {
    const coin = cellsOf(3, 2, grain, { isLeaf: false, jitter: 0.5 });
    heap(5, (x, y, rise) => {
      const { luck, dx, dy } = coin(x, y);
      const face = dy > 0.18 ? 1 : dx + dy < -0.22 ? 4 : 3;
      return [metals.gold, face - (rise > 0.75 ? 1 : 0) - (luck < 0.2 ? 1 : 0) - (x > half * 0.6 ? 1 : 0)];
    })(easel, half, rim, grain);
  },
  gems: (easel, half, rim, grain) => {
    const gem = cellsOf(3.6, 3.4, grain, { jitter: 0.5 });
    heap(4, (x, y) => {
      const { luck, dx, dy } = gem(x, y);
      const ramp = jewels[Math.floor(luck * jewels.length)] ?? metals.gold;
      return [ramp, dx < 0 ? (dy < 0 ? 4 : 2) : dy < 0 ? 3 : 1];
    })(easel, half, rim, grain);
  },
  potions: (easel, half, rim, grain) => {
    const liquids = [glows.blue, blossoms.red, glows.green, glows.violet] as const;
    for (let i = 0; i < 3; i += 1) {
      const ramp = liquids[(Math.floor(grain(3, 507) * 4) + i) % 4] ?? glows.blue;
      const x = Math.floor(-half * 0.66 + i * half * 0.5) - 1;
      stamp(
        easel,
        x,
        rim - 8 - (i === 1 ? 2 : 0),
        ['.kk..', '.cc..', '.gg..', 'ghlg.', 'hlld.', 'hlld.', 'lldd.', '.dd..'],
        {
          k: [woods.oak, 3],
          c: [cloth, 3],
          g: [ramp, 3],
          h: [ramp, 4],
          l: [ramp, 2],
          d: [ramp, 1],
        },
      );
    }
    paint(easel, { left: -half, right: half - 1, top: rim - 1, bottom: rim - 1 }, () => [woods.walnut, 0]);
  },
  scrolls: (easel, half, rim, grain) => {
    for (let i = 0; i < 3; i += 1) {
      const x = Math.floor(-half * 0.75 + i * half * 0.52);
      const ribbon = grain(i, 509) < 0.5 ? blossoms.red : glows.blue;
      stamp(
        easel,
        x,
        rim - 9 + Math.floor(grain(i, 511) * 3),
        ['.aa..', 'abba.', 'aabc.', 'aabc.', 'rrrs.', 'aabc.', 'aabc.', 'aabc.', 'aabc.'],
        {
          a: [cloth, 4],
          b: [cloth, 3],
          c: [cloth, 1],
          r: [ribbon, 2],
          s: [ribbon, 1],
        },
      );
    }
    paint(easel, { left: -half, right: half - 1, top: rim - 1, bottom: rim - 1 }, () => [woods.walnut, 0]);
  },
  nothing: () => {
    // The dark of the chest itself.
  },
} as const satisfies Record<string, Contents>;
