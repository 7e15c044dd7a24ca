import { ink, mixed } from '../ramps/ramp.ts';
import type { Sitter } from './sitter.ts';

/** All colours that a face is painted with, from the skin, hair and eyes of its person. */
export function faceColours({ traits, look }: Pick<Sitter, 'traits' | 'look'>) {
  const [deep, shade, mid, bright, light] = traits.skin.steps;
  return {
    shade,
    light,
    blush: mixed(bright, 0xd0443c, 0.2),
    freckle: mixed(shade, mid, 0.5),
    lash: mixed(ink, deep, 0.25),
    pupil: mixed(traits.eyes, ink, 0.72),
    iris: traits.eyes,
    irisLit: mixed(traits.eyes, 0xffffff, 0.4),
    white: 0xf2ece8,
    whiteShaded: 0xc9c3cc,
    glint: 0xffffff,
    // The darkest step of white hair is nearly black: too hard for white brows.
    brow: look.hair_color === 'white' ? traits.hair.steps[1] : traits.hair.steps[0],
    mouth: mixed(deep, 0x5a1822, 0.35),
    lips: mixed(mid, 0xb03a48, 0.42),
    scar: mixed(bright, 0xc85a5a, 0.6),
    scarLit: mixed(light, 0xd87a70, 0.4),
    paint: traits.accent.steps[2],
    paintLit: traits.accent.steps[3],
  } as const;
}
