import { moss, pavings } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';
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
    const across = size === 16 ? 3 : 4;
    const cell = size / across;
    const salt = shared(1).below(1_000_000);
    const own = dice(1).below(1_000_000);
    // Each stone has a middle on a loose grid; a pixel belongs to the nearest, its joints lie where two are as near.
    const near = (x: number, y: number): { stone: number; joint: number } => {
      let [best, second, stoneAt] = [999, 999, 0];
      for (let row = -1; row <= across; row += 1) {
        for (let column = -1; column <= across; column += 1) {
          const key = ((row + across) % across) * across + ((column + across) % across);
          const dx =
            x + 0.5 - (column + 0.28 + 0.44 * chance(salt, key, 1) + (row % 2 === 0 ? 0 : 0.3)) * cell;
          const dy = y + 0.5 - (row + 0.3 + 0.4 * chance(salt, key, 2)) * cell;
          const far = Math.max(Math.abs(dx), Math.abs(dy)) * 0.6 + Math.sqrt(dx * dx + dy * dy) * 0.4;
          if (far < best) [second, best, stoneAt] = [best, far, key];
          else if (far < second) second = far;
        }
      }
      return { stone: stoneAt, joint: second - best };
    };
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const { stone: key, joint } = near(x, y);
        const isInner =
          key % across > 0 && key > across && key % across < across - 1 && key < across * (across - 1);
        const tone = chance(isInner ? own : salt, key, 3);
        if (joint < 0.9 * scale) set(x, y, 1);
        else set(x, y, tone < 0.3 ? 3 : 2);
      }
    }
    // Light from the upper left: bright below a joint.
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1)
        if (get(x, y) === 2 && (get(x, y - 1) === 1 || get(x - 1, y) === 1)) set(x, y, 3);
    if (variant === 2 || variant === 5)
      scatter(4, size === 16 ? ['1.. .1. .11 1..'] : ['1..... .1.... .11..1 ...11. ..1...'], {
        across: 0,
        inside: 1,
        gap: 0,
      });
    if (variant === 3 || variant === 7)
      scatter(5, size === 16 ? ['.dc dccb .bb', 'dc cb'] : ['..dd... .dddcc. dcdcccb .ccbbb. ..bb...'], {
        across: 0,
        inside: 2,
        gap: 0,
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
