import { moss, pavings, soils } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';

/** Trodden soil: clods, pebbles, and in some tiles a crack or a tuft. Ends raggedly. */
const dirt: Biome = {
  title: 'dirt',
  height: 2,
  ramps: soils.map((ground, i) => [ground, pavings[i] ?? pavings[0], moss]) as unknown as Biome['ramps'],
  beside: ['grass', 'sand', 'stone'],
  frames: 1,
  paint({ fill, scatter, size, variant }) {
    fill(2);
    if (size === 16) {
      if (variant === 1 || variant === 6)
        scatter(1, ['.333. 33333 .331.', '.33 3333 .31.'], { across: 0, inside: 1, gap: 1 });
      scatter(2, ['.11 111', '11. .11', '33. .33', '111 .1.', '333'], {
        across: 1,
        inside: 2 + (variant % 3),
        gap: 1,
      });
      if (variant === 2 || variant === 5)
        scatter(3, ['cc bb', '.cc cbb .bb'], { across: 0, inside: 2, gap: 0 });
      if (variant === 4) scatter(4, ['1.... .11.. ...11 ..1..'], { across: 0, inside: 1, gap: 0 });
      if (variant === 7) scatter(5, ['i.h .hh .g.', 'h.i gh.'], { across: 0, inside: 2, gap: 0 });
      return;
    }
    if (variant === 1 || variant === 6)
      scatter(
        1,
        [
          '...3333.... .33333333.. 33333333333 .3333333311 ...333311..',
          '..333... .333333. 33333331 .333311.',
        ],
        { across: 0, inside: 2, gap: 1 },
      );
    scatter(2, ['.11. 1111', '33. 333', '111 .11', '.33 33.', '11. .11 ..1'], {
      across: 2,
      inside: 6 + (variant % 4),
      gap: 1,
    });
    if (variant === 2 || variant === 5)
      scatter(3, ['.dd. dccb cbba .aa.', '.ddc dccb .bba', 'dc. ccb .aa'], { across: 0, inside: 3, gap: 1 });
    if (variant === 4)
      scatter(4, ['1......... .11....... ...11..1.. .....11... ......11.. ........1.'], {
        across: 0,
        inside: 2,
        gap: 1,
      });
    if (variant === 7)
      scatter(5, ['i...h .i.h. .hhh. ..g.. .gg..', '.i.. h.i. .hh. .gg.'], { across: 0, inside: 2, gap: 1 });
  },
  edge: {
    rough: 2.4,
    bend: 4,
    fringe: { shape: 'chips', least: 1, most: 2, steps: [1, 0] },
    lit: 3,
    shade: 1,
    lip: 3,
    shadow: 0,
  },
};

export default dirt;
