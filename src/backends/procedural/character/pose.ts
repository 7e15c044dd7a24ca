import type { Turn } from '../solids/frame.ts';
import type { Vec } from '../solids/vec.ts';

/**
 * What a body does in one step of an animation. Directions of hands and held things are `[out, up, forward]`: out is
 * away from the middle of the body on the side of that hand.
 */
export interface Pose {
  /** Units that the hips are moved from where they rest. */
  readonly hips: Vec;
  readonly hipsTurn: Turn;
  /** The chest, beyond the turn of the hips, about the waist. */
  readonly chest: Turn;
  /** The head, beyond the turn of the chest. */
  readonly head: Turn;
  /** Units that chest, arms and head are lifted by a breath. */
  readonly breath: number;
  /** Right foot (the side of the main hand), left foot. */
  readonly feet: readonly [Foot, Foot];
  /** Where a hand is, from its shoulder, in lengths of an arm. */
  readonly mainHand: Vec;
  readonly offHand: Vec;
  /** Where a weapon points, and how many units it is held further to its lower end. */
  readonly weapon: Vec;
  readonly slide: number;
  /** The other hand grasps the weapon too, this many units above the first; `null` where it does not. */
  readonly grasp: number | null;
  /** Where a shield looks. */
  readonly shield: Vec;
  /** How far cloth and hair trail: backward and to the figure's left; about -1 .. 1. They lag behind the body. */
  readonly trail: readonly [number, number];
  /** How much a weapon's edge keeps to where the body faces, instead of showing its flat side to the viewer; 0 .. 1. */
  readonly aim: number;
  /** How far a bow is drawn, and whether an arrow is on it; how brightly magic burns. 0 .. 1. */
  readonly drawn: number;
  readonly hasArrow: boolean;
  readonly glow: number;
  /** The moment of a blow, in which an edge leaves a streak. */
  readonly isStrike: boolean;
}

/** Where a foot is in a pose. */
export interface Foot {
  /** Units from where it rests: to the left, up, forward. */
  readonly at: Vec;
  /** Degrees that the toes point down. */
  readonly toes: number;
}

const firm: Foot = { at: [0, 0, 0], toes: 0 };

/** A body at rest, before a hold says where its hands are. */
export const atRest: Pose = {
  hips: [0, 0, 0],
  hipsTurn: {},
  chest: {},
  head: {},
  breath: 0,
  feet: [firm, firm],
  mainHand: [0.3, -0.86, 0.2],
  offHand: [0.3, -0.86, 0.2],
  weapon: [0.2, 0.9, 0.4],
  slide: 0,
  grasp: null,
  shield: [0.8, 0.1, 0.6],
  trail: [0, 0],
  aim: 0,
  drawn: 0,
  hasArrow: false,
  glow: 0,
  isStrike: false,
};

/** One step of an animation. */
export interface Step {
  readonly pose: Pose;
  readonly durationMs: number;
}
