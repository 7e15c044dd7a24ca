import { moss, pavings } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';
import { cobblesOf } from '../cobbles.ts';
import { chance } from '../noise.ts';

/** Flat stones laid close: lit above and to the left, dark joints; in some tiles cracks, chips or moss. */
const stone: Biome = {
  title: 'stone',
  height: 3,
  ramps: pavings.map((ground) => [ground, moss]) as unknown as Biome['ramps'],
  beside: ['grass', 'dirt', 'sand', 'water'],
  frames: 1,
  paint({ fill, scatter, size, variant, shared, dice, set, get, scale }) {
    fill(2);
    const salt = shared(1).below(1_000_000);
    const own = dice(1).below(1_000_000);
    const { stone: stoneAt, joint, isInner } = cobblesOf(salt, size, size === 16 ? 3 : 4);
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const tone = chance(isInner(stoneAt(x, y)) ? own : salt, stoneAt(x, y), 3);
        if (joint(x, y) < 0.9 * scale) set(x, y, 1);
        else set(x, y, tone < 0.3 ? 3 : 2);
      }
    }
    // Light from the upper left: bright below a joint.
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1)
        if (get(x, y) === 2 && (get(x, y - 1) === 1 || get(x - 1, y) === 1)) set(x, y, 3);
    // Wear, in every tile another: what keeps a square from looking stamped.
    scatter(
      3,
      size === 16
        ? ['1. .1', '.1 1.', '33', '1 1']
        : ['333 .3.', '33', '3.. .33', '11. ..1', '.11 11.', '1. .1'],
      { across: 0, inside: size === 16 ? 1 + (variant % 2) : 3 + (variant % 4), gap: 0, margin: 2 },
    );
    if (variant === 2 || variant === 5)
      scatter(4, size === 16 ? ['1.. .1. .11 1..'] : ['1..... .1.... .11..1 ...11. ..1...'], {
        across: 0,
        inside: 1,
        gap: 0,
        margin: 2,
      });
    if (variant === 3 || variant === 7)
      scatter(5, size === 16 ? ['.dc dccb .bb', 'dc cb'] : ['..dd... .dddcc. dcdcccb .ccbbb. ..bb...'], {
        across: 0,
        inside: 2,
        gap: 0,
        margin: 2,
      });
  },
  edge: {
    rough: 1.6,
    bend: 4,
    fringe: { shape: 'chips', least: 1, most: 3, steps: [1, 0] },
    lit: 4,
    shade: 1,
    lip: 3,
    shadow: 1,
  },
};

export default stone;
