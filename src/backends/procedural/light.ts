/** The light and the camera that all art shares, so that what is drawn by different means stands in one world. */

/** Toward the lamp, from the upper left before what is drawn: `[right, up, near]` on the screen. Not of length 1. */
export const towardLamp = [-0.52, 0.74, 0.62] as const;

/** The camera looks down on the ground by about 24 degrees. Cosine and sine. */
export const pitch = { cosine: 0.913545457642601, sine: 0.4067366430758 } as const;

/** From how much light on each step of a ramp begins, from the second. */
const thresholds = [-0.3, 0.12, 0.52, 0.86] as const;

/** The step of a ramp, 0 .. 4, for an amount of light, about -1 .. 1. */
export function stepOf(light: number): number {
  let step = 0;
  for (const from of thresholds) if (light > from) step += 1;
  return step;
}
