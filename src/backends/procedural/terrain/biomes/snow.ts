import { moss, pavings, snows } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';

/** Deep snow: drifts, glints, and in some tiles a stone or grass that looks out. Ends in round lips. */
const snow: Biome = {
  title: 'snow',
  height: 5,
  ramps: snows.map((ground, i) => [ground, pavings[i] ?? pavings[0], moss]) as unknown as Biome['ramps'],
  beside: ['grass', 'dirt', 'stone', 'water'],
  frames: 1,
  glints: [4],
  paint({ fill, scatter, size, variant }) {
    fill(3);
    if (size === 16) {
      if (variant === 1 || variant === 6)
        scatter(1, ['..44444. 4433333. .2222333 ...22222', '.4444.. 433333. .222222'], {
          across: 0,
          inside: 1,
          gap: 0,
        });
      scatter(2, ['.22 2..', '222.. ...22', '22. .22', '..222 22...'], {
        across: 1,
        inside: 1 + (variant % 4),
        gap: 1,
      });
      scatter(6, ['4'], { across: 0, inside: 1 + (variant % 2), gap: 0 });
      if (variant === 3) scatter(3, ['.44. 4444 2332 .22.'], { across: 0, inside: 1, gap: 0 });
      if (variant === 5) scatter(4, ['.44. cccb bbb2 .22.'], { across: 0, inside: 1, gap: 0 });
      if (variant === 7) scatter(5, ['h.h .hg 222'], { across: 0, inside: 2, gap: 0 });
      return;
    }
    if (variant === 1 || variant === 6)
      scatter(
        1,
        [
          '.....4444444... ..4443333333... 44333333333333. ..2222333333333 .....2222222222 ..........22222',
          '...44444.... .443333333.. 433333333333 ..2222222222 ......22222.',
        ],
        { across: 0, inside: 1, gap: 1 },
      );
    scatter(2, ['..2222. 22....2', '222.... ...2222', '.22 2..', '2222'], {
      across: 1,
      inside: 4 + (variant % 4),
      gap: 2,
    });
    scatter(6, ['4', '.4. 444 .4.'], { across: 0, inside: 2 + (variant % 2), gap: 1 });
    if (variant === 3)
      scatter(3, ['..4444.. .444444. 44443332 .333322. ..2222..'], { across: 0, inside: 2, gap: 1 });
    if (variant === 5)
      scatter(4, ['..444.. .44444. 4ddccb2 dcccba2 .bbaa2. ..222..'], { across: 0, inside: 1, gap: 1 });
    if (variant === 7) scatter(5, ['h...i. .h.h.h .h.hg. ..hg.. .2222.'], { across: 0, inside: 2, gap: 1 });
  },
  edge: {
    rough: 2.2,
    bend: 8,
    fringe: { shape: 'scallops', least: 1, most: 3, steps: [2, 1, 0] },
    lit: 4,
    shade: 2,
    lip: 4,
    shadow: 1,
  },
};

export default snow;
