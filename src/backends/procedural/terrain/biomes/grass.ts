import { flowers, grasses } from '../../ramps/terrain.ts';
import type { Biome } from '../biome.ts';

/** A meadow: tufts and patches, in some tiles flowers or clover. Hangs over what is lower in blades. */
const grass: Biome = {
  title: 'grass',
  height: 4,
  ramps: grasses.map((ground, i) => [ground, flowers[i] ?? flowers[0]]) as unknown as Biome['ramps'],
  beside: ['dirt', 'water', 'sand', 'stone'],
  frames: 1,
  // Hearts of flowers.
  glints: [11],
  paint({ fill, scatter, size, variant }) {
    fill(2);
    const isFlowery = variant === 3 || variant === 6;
    if (size === 16) {
      if (variant === 4)
        scatter(1, ['3.3.3 .333. 3.1.3', '.3..3 3.33. .1.1.'], { across: 0, inside: 2, gap: 0 });
      scatter(2, ['3.3 .3.', '1.1 .1.', '.3 3.', '1. .1', '3..3 .33.'], {
        across: 1,
        inside: 2 + (variant % 4),
        gap: 1,
      });
      if (isFlowery) scatter(3, ['.c. cdc .c.', '.c. cdc .c.', '1c cc'], { across: 0, inside: 2, gap: 0 });
      if (variant === 5) scatter(4, ['.33. 3443 1331 .11.'], { across: 0, inside: 1, gap: 0 });
      if (variant === 7) scatter(5, ['4.3.4 343.3 13331 .111.'], { across: 0, inside: 1, gap: 0 });
      return;
    }
    if (variant === 4)
      scatter(
        1,
        [
          '..3...3.. 3..3.3..3 .3.333.3. .313.313. 1.1...1.1',
          '.3..3...3 ..3.3.3.. 3.33.33.3 .1.3.13.. ..1.1.1..',
        ],
        {
          across: 0,
          inside: 4,
          gap: 0,
        },
      );
    scatter(2, ['3...3 .3.3. .3.3. ..3..', '1..1. .1.1. .11..', '..3.. 3..3. .33..', '1...1 .1.1. .1.1.'], {
      across: 1,
      inside: 4 + (variant % 4),
      gap: 2,
    });
    scatter(6, ['3. 33', '11 .1', '33', '.1 1.', '3. .3'], { across: 2, inside: 4, gap: 2 });
    if (isFlowery)
      scatter(3, ['.cc. cddc cddc .cc. ..1.', '.c.c. ccdcc .ddd. ccdcc .c.c.', 'cc dc'], {
        across: 0,
        inside: 4,
        gap: 1,
      });
    if (variant === 5)
      scatter(4, ['.44..33. 43343443 33333333 13311331 .11..11.', '.44. 4334 1331 .11.'], {
        across: 0,
        inside: 2,
        gap: 1,
      });
    if (variant === 7)
      scatter(5, ['..4...3.. 4..4.3..3 .3.343.3. 13.333.31 .1333331. ..11111..'], {
        across: 0,
        inside: 1,
        gap: 1,
      });
  },
  edge: {
    rough: 2.2,
    bend: 4,
    fringe: { shape: 'blades', least: 1, most: 3, steps: [1, 0] },
    lit: 3,
    shade: 1,
    lip: 3,
    shadow: 1,
  },
};

export default grass;
