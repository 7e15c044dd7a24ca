import type { SpriteName } from '../../../domain/candidate/sprite.ts';
import type { Look } from './look.ts';
import { parts as attacks } from './attacks/parts.ts';
import type { Attack } from './blow.ts';
import { holds } from './holds.ts';
import type { Weapon } from './part.ts';
import { atRest, type Foot, type Pose, type Step } from './pose.ts';
import { parts as weapons } from './weapons/parts.ts';

/** Animations by their names in sprite tables. */
export type AnimationName = 'idle' | 'walk' | 'attack';

/** An animation's name as sprite tables brand it. */
export const spriteNameOf = (animation: AnimationName): SpriteName => animation as string as SpriteName;

const weaponOf = ({ weapon }: Look): Weapon | undefined =>
  (weapons as { readonly [name: string]: Weapon })[weapon];

/** A body that stands and holds its weapon. */
export function standingPose(look: Look): Pose {
  const weapon = weaponOf(look);
  return { ...atRest, ...holds[weapon?.hold ?? 'empty'] };
}

/** Steps of an animation. `unitsPerPx` makes the smallest movements whole px: less would only make colours flicker. */
export function stepsOf(animation: AnimationName, look: Look, unitsPerPx: number): readonly Step[] {
  const rest = standingPose(look);
  switch (animation) {
    case 'idle':
      return [
        { pose: rest, durationMs: 520 },
        { pose: breathingIn(rest, unitsPerPx), durationMs: 480 },
      ];
    case 'walk':
      return [0, 1, 2, 3, 4, 5].map((step) => ({ pose: walking(rest, step, unitsPerPx), durationMs: 110 }));
    case 'attack': {
      const weapon = weaponOf(look);
      const blows: Attack = attacks[weapon?.attack ?? 'punch'];
      return blows.map(({ durationMs, ...blow }) => ({ pose: { ...rest, ...blow }, durationMs }));
    }
  }
}

/** The chest rises by a px and what hangs from it a little less; the feet stay where they are. */
const breathingIn = (rest: Pose, unitsPerPx: number): Pose => ({
  ...rest,
  breath: unitsPerPx * 1.1,
  mainHand: [rest.mainHand[0] + 0.03, rest.mainHand[1] - 0.02, rest.mainHand[2]],
  trail: [0.12, 0],
});

/** Where the right foot is in each of six steps, in shares of a stride: contact, two on the ground, contact, two in the air. */
const path: readonly (readonly [forward: number, up: number, toes: number])[] = [
  [1, 0, -14],
  [0.36, 0, 0],
  [-0.36, 0, 0],
  [-1, 0.1, 22],
  [-0.42, 1.6, 26],
  [0.62, 1.1, 2],
];
/** Contact is low, the step after it passes, the one before the next contact is high. */
const bob = [-0.55, 0.25, 0.75] as const;
/** Arms swing against the leg of their side. */
const swing = [-1, -0.55, 0.45, 1, 0.55, -0.45] as const;

function walking(rest: Pose, step: number, unitsPerPx: number): Pose {
  const stride = 4.1;
  const foot = (at: number): Foot => {
    const [forward, up, toes] = path[at % 6] ?? [0, 0, 0];
    return { at: [0, up * 1.3, forward * stride], toes };
  };
  const right = swing[step] ?? 0;
  const left = swing[(step + 3) % 6] ?? 0;
  // Cloth lags behind: it swings as the body did a step ago.
  const before = swing[(step + 5) % 6] ?? 0;
  const lift = (bob[step % 3] ?? 0) * unitsPerPx * 1.1;
  const isOff = rest.mainHand === atRest.mainHand && rest.offHand !== atRest.offHand;
  const isArmed = rest.weapon !== atRest.weapon;
  const arm = (hand: Pose['mainHand'], by: number, isHolding: boolean): Pose['mainHand'] => {
    const reach = isHolding ? 0.22 : 0.52;
    return [hand[0], hand[1] + Math.abs(by) * (isHolding ? 0.02 : 0.1), hand[2] + by * reach];
  };
  return {
    ...rest,
    hips: [right * -0.25, lift, 0.2],
    hipsTurn: { turn: right * 5 },
    chest: { turn: right * -10, lean: 3.5 },
    head: { turn: right * 5, lean: -2 },
    feet: [foot(step), foot(step + 3)],
    mainHand: arm(rest.mainHand, right, isArmed && !isOff),
    offHand: arm(rest.offHand, left, isOff),
    weapon: [rest.weapon[0], rest.weapon[1], rest.weapon[2] + right * 0.07],
    trail: [0.42 - (bob[(step + 2) % 3] ?? 0) * 0.3, before * 0.28],
  };
}
