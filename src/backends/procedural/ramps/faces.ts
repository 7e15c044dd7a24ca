import { ink, mixed, type Ramp } from './ramp.ts';

/** Irises that the seed chooses from. */
export const eyes = [0x2f5f8f, 0x3f6b3a, 0x6a4526, 0x56606e] as const;

/** The light in an eye. */
export const glint = 0xffffff;

/** The white of an eye in the light, and under the lid. */
export const eyeWhites = [0xf2ece8, 0xc9c3cc] as const;

/** A scar on a skin, at the size of a sprite. */
export const scarOf = ({ steps }: Ramp): number => mixed(steps[3], 0xd87070, 0.6);

/** An iris, its dark middle, and its lower half, which light falls through. */
export const irisColours = (iris: number) => ({
  iris,
  pupil: mixed(iris, ink, 0.72),
  lower: mixed(iris, glint, 0.4),
});

/** What a face shows beside the steps of its skin, at the size of a portrait. */
export function skinColours({ steps: [deep, shade, mid, bright, light] }: Ramp) {
  return {
    lash: mixed(ink, deep, 0.25),
    blush: mixed(bright, 0xd0443c, 0.2),
    lips: mixed(mid, 0xb03a48, 0.42),
    mouth: mixed(deep, 0x5a1822, 0.35),
    scar: mixed(bright, 0xc85a5a, 0.6),
    scarEdge: mixed(light, 0xd87a70, 0.4),
    freckle: mixed(shade, mid, 0.5),
  };
}
