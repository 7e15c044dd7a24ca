import type { Pose } from './pose.ts';

/** What one of the four steps of an attack changes of a body at rest. */
export type Blow = Partial<Pose> & { readonly durationMs: number };

/** An attack, a file of `attacks/`: anticipation, strike, follow-through, recovery. */
export type Attack = readonly [Blow, Blow, Blow, Blow];

/** Feet of a stride: the left foot so many units before the body, the right one so many behind, its heel up. */
export const stride = (left: number, right: number): Pose['feet'] => [
  { at: [0, 0, -right], toes: right > 1.5 ? 18 : 0 },
  { at: [0, 0, left], toes: 0 },
];
