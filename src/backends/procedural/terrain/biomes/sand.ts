import { sands, shells, twigs } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';

/** Sand in low ripples, with shells here and there. Soft at its border, dark where water wets it. */
const sand: Biome = {
  title: 'sand',
  height: 1,
  ramps: sands.map((ground) => [ground, shells, twigs]) as unknown as Biome['ramps'],
  beside: ['water', 'grass', 'stone'],
  frames: 1,
  paint({ fill, scatter, size, variant }) {
    fill(2);
    if (size === 16) {
      scatter(2, ['.11. 1..1', '.33. 3..3', '111', '.333 3...', '1.. .11'], {
        across: 1,
        inside: 1 + (variant % 4),
        gap: 2,
      });
      if (variant === 4) scatter(3, ['.dd. dccd .bb.', 'dd cc'], { across: 0, inside: 1, gap: 0 });
      if (variant === 6) scatter(4, ['.11.11. 1..1..1 3..3..3'], { across: 0, inside: 2, gap: 1 });
      if (variant === 7) scatter(5, ['ih.. .hhg'], { across: 0, inside: 1, gap: 0 });
      return;
    }
    scatter(2, ['.111.... 1...11.. ......11', '.333.. 3...33', '1111', '.11 1..', '33'], {
      across: 1,
      inside: 4 + (variant % 4),
      gap: 2,
    });
    if (variant === 4)
      scatter(3, ['.ddd. dcdcd cbcbc .bab.', '..d.. .dcd. ddcdd .ccb. .b.a.'], {
        across: 0,
        inside: 2,
        gap: 1,
      });
    if (variant === 6)
      scatter(4, ['..111...111.. .1...111...1. 1............ .333...333..1 3...333...3..'], {
        across: 0,
        inside: 2,
        gap: 1,
      });
    if (variant === 7)
      scatter(5, ['.ii...... ihhii..i. .gghhhhhh ....ggggg'], { across: 0, inside: 1, gap: 1 });
  },
  edge: {
    rough: 2.4,
    bend: 8,
    fringe: { shape: 'none', least: 0, most: 0, steps: [] },
    lit: 3,
    shade: 1,
    lip: 1,
    shadow: 0,
  },
  rim({ each, isUpper, depth, set, scale }, lower) {
    if (lower?.frames !== 4) return;
    each((x, y) => {
      if (!isUpper(x, y)) return;
      const far = depth(x, y);
      if (far <= 1.5 * scale) set(x, y, 1);
    });
  },
};

export default sand;
