/** Where light comes from, as on figures: right, up and toward the viewer on the screen, of length 1. */
const length = Math.sqrt(0.52 * 0.52 + 0.74 * 0.74 + 0.62 * 0.62);
export const lamp = { right: -0.52 / length, up: 0.74 / length, near: 0.62 / length } as const;

/** The view of props: from the front and above by 24 degrees, as people are seen. Cosine and sine. */
export const pitch = { cosine: 0.913545457642601, sine: 0.4067366430758 } as const;

const thresholds = [-0.3, 0.12, 0.52, 0.86] as const;

/** The step of a ramp for an amount of light, about -1 .. 1. */
export function stepOf(light: number): number {
  let step = 0;
  for (const from of thresholds) if (light > from) step += 1;
  return step;
}

/** Light on a rounded thing at a place of its outline's disc: -1 .. 1 to the right and down. */
export function roundLight(right: number, down: number): number {
  const near = Math.sqrt(Math.max(0, 1 - right * right - down * down));
  return right * lamp.right - down * lamp.up + near * lamp.near;
}
