import type { Pose } from './pose.ts';

/** What a hold says about a body at rest. */
type Held = Partial<Pick<Pose, 'mainHand' | 'offHand' | 'weapon' | 'slide' | 'grasp' | 'shield'>>;

/** Ways to hold a weapon while standing and walking. A weapon names one of them. */
export const holds = {
  /** Nothing in the hand. */
  empty: {},
  /** One hand, the point before the body and up. */
  blade: { mainHand: [0.42, -0.72, 0.42], weapon: [0.34, 0.86, 0.42] },
  /** One hand, a short thing, pointing forward. */
  knife: { mainHand: [0.38, -0.66, 0.5], weapon: [0.3, 0.5, 0.85] },
  /** One hand, head heavy: the shaft leans against the shoulder. */
  heavy: { mainHand: [0.36, -0.62, 0.45], weapon: [0.1, 0.95, 0.2] },
  /** One hand on a pole that stands on the ground. */
  pole: { mainHand: [0.5, -0.56, 0.6], weapon: [0.05, 1, 0.02] },
  /** The other hand carries it, the string toward the body. */
  bow: { mainHand: [0.3, -0.86, 0.2], offHand: [0.62, -0.45, 0.42], weapon: [0.2, 0.95, 0.12] },
} as const satisfies Readonly<Record<string, Held>>;

/** The name of a hold. */
export type Hold = keyof typeof holds;
