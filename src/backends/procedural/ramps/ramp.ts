/**
 * Colours of one material from shadow to highlight. Shadows lean to violet and highlights to yellow, as light
 * outdoors does; a ramp that only grows lighter looks like plastic.
 */
export interface Ramp {
  readonly name: string;
  /** Five colours, 0xRRGGBB. */
  readonly steps: readonly [number, number, number, number, number];
  /** Added to the light that falls on it, so that faces never lie in deep shade. */
  readonly lift: number;
  /** How hard light and shade part: 1 for cloth, more for metal. */
  readonly gloss: number;
}

/** A ramp of five colours, `rrggbb` each, from shadow to highlight. */
export const ramp = (name: string, colours: string, lift = 0, gloss = 1): Ramp => {
  const steps = colours.split(' ').map((hex) => Number.parseInt(hex, 16));
  return { name, steps: steps as unknown as Ramp['steps'], lift, gloss };
};

/** The darkest colour there is: pupils, and what outlines are mixed with. */
export const ink = 0x120d16;

/** The mix of two colours, channel by channel: `share` of the second, 0 .. 1. */
export function mixed(first: number, second: number, share: number): number {
  let whole = 0;
  for (const shift of [16, 8, 0]) {
    const a = (first >> shift) & 255;
    const b = (second >> shift) & 255;
    whole |= Math.floor(a + (b - a) * share + 0.5) << shift;
  }
  return whole;
}
