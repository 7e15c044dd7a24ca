import { waters } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';
import type { Stamp } from '../full-tile.ts';

const small: readonly [Stamp, ...Stamp[]] = [
  ['.33. 3..3', '333. ...3', '33.. ....', '.... .33.'],
  ['3333 ....', '.333 ....', '.... ....', '..33 ....'],
  ['.11. ....', '1111 ....', '.111 ....', '..11 ....'],
];
const large: readonly [Stamp, ...Stamp[]] = [
  [
    '..3333... .3....33. .........',
    '.3333.... 3....333. .........',
    '......... .333..... ......33.',
    '......... ..333.... .........',
  ],
  ['333333.. ........', '.33333.. ........', '...333.. ........', '..3333.. ........'],
  ['.1111... 1....11.', '..1111.. 11....1.', '...111.. ........', '..111... .....11.'],
];

/** Water in four frames: ripples that grow and fade, foam along the banks. The lowest terrain. */
const water: Biome = {
  title: 'water',
  height: 0,
  ramps: waters.map((ground) => [ground]) as unknown as Biome['ramps'],
  beside: ['grass', 'sand', 'stone', 'snow'],
  frames: 4,
  frameMs: 180,
  glints: [4],
  paint({ fill, scatter, size, variant }) {
    fill(2);
    if (size === 16) {
      scatter(2, small, { across: 1, inside: 2 + (variant % 3), gap: 1 });
      if (variant > 3) scatter(3, [['4', '.', '.', '.']], { across: 0, inside: 2, gap: 1 });
      return;
    }
    scatter(2, large, { across: 1, inside: 3 + (variant % 4), gap: 2 });
    if (variant > 3)
      scatter(3, [['.4. 444 .4.', '... .4. ...', '...', '...']], { across: 0, inside: 2, gap: 1 });
  },
  edge: {
    rough: 2.2,
    bend: 8,
    fringe: { shape: 'none', least: 0, most: 0, steps: [] },
    lit: 1,
    shade: 3,
    lip: 3,
    shadow: 0,
  },
  shore({ each, isUpper, depth, set, noise, scale, frame }, upper) {
    const isBeach = upper.edge.fringe.shape === 'none';
    const tide = [0, 0.5, 1, 0.5][frame] ?? 0;
    each((x, y) => {
      if (isUpper(x, y)) return;
      const far = -depth(x, y) / scale;
      if (far > 2) return;
      const ripple = noise(5, x + frame, y, 4 * scale);
      if (isBeach) {
        // The wave comes up the sand and leaves shallow water behind.
        if (far <= 1 + 0.5 * tide && ripple > -0.6) set(x, y, 4);
        else if (far <= 1.6 + 0.4 * ripple) set(x, y, 3);
        return;
      }
      // Foam beside a pale rim would not be seen: there a dark line parts them.
      const isUnder =
        upper.edge.lit === 4 ||
        [scale, 2 * scale].some((px) => isUpper(x, y - px) || isUpper(x - px, y - px) || isUpper(x - px, y));
      const from = isUnder ? 0.5 + 0.5 * tide : 0.5 * tide;
      if (isUnder && far <= 1) set(x, y, 1);
      if (far > from && far <= from + 1 && ripple < 0.45) set(x, y, 4);
    });
  },
};

export default water;
