import type { Look } from './look.ts';
import type { Traits } from './traits.ts';
import type { Vec } from '../solids/vec.ts';

/**
 * How a body is built, standing upright with the ground below it at the origin. One unit is a little more than one px
 * of a sprite of 48 px.
 */
export interface Build {
  readonly hipY: number;
  readonly chest: Vec;
  /** Half width, height and depth of the chest. */
  readonly chestHalf: Vec;
  readonly shoulderY: number;
  readonly shoulderX: number;
  /** Middle of the head; what belongs to the head is built around it. */
  readonly headY: number;
  readonly headRadii: Vec;
  /** Half the distance between the feet. */
  readonly stance: number;
  /** Length of upper arm and of forearm; of thigh and of shin. */
  readonly arm: number;
  readonly leg: number;
  /** Radii of arms, legs and hands. */
  readonly armRadius: number;
  readonly legRadius: number;
  readonly handRadius: number;
}

/** Units added to the height of the legs, to the half width of the chest, to the radii of limbs. */
const bodies: Readonly<
  Record<Exclude<Look['body'], 'any'>, Readonly<Record<'tall' | 'wide' | 'thick', number>>>
> = {
  average: { tall: 0, wide: 0, thick: 0 },
  broad: { tall: 0.4, wide: 1.1, thick: 0.35 },
  slim: { tall: 0.7, wide: -0.8, thick: -0.25 },
  small: { tall: -2, wide: -0.5, thick: -0.05 },
};

/** The build of a person. Small sprites have a larger head and sturdier limbs, so that both still read. */
export function buildOf(traits: Traits, isSmall: boolean): Build {
  const body = traits.body === null ? null : bodies[traits.body];
  const tall = body?.tall ?? traits.taller;
  const wide = body?.wide ?? traits.broader;
  const thick = (body?.thick ?? 0) + (isSmall ? 0.25 : 0);
  const hipY = 9.5 + tall - (isSmall ? 0.6 : 0);
  const half = 4.9 + wide;
  const size = 6.4 + traits.headSize + (isSmall ? 0.5 : 0);
  return {
    hipY,
    chest: [0, hipY + 5.5, 0],
    chestHalf: [half, 4.9, 3.3],
    shoulderY: hipY + 8.5,
    shoulderX: half + 0.8,
    headY: hipY + 10.2 + size - (isSmall ? 0.5 : 0),
    headRadii: [size, size + 0.1, size - 0.4],
    stance: 3.1 + wide * 0.3 + thick * 0.4,
    arm: 3.85,
    leg: (hipY - 1.7) / 2,
    armRadius: 1.9 + thick * 0.7,
    legRadius: 2.3 + thick,
    handRadius: 1.9 + thick * 0.6,
  };
}
