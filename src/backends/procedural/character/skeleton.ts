import { bentJoint, placed, pointing, shifted, stacked, turnedAbout, type Frame } from '../solids/frame.ts';
import { sides } from '../solids/figure.ts';
import type { View } from '../solids/view.ts';
import type { Build } from './build.ts';
import { lowestOf, soleLine } from './ground.ts';
import type { Pose } from './pose.ts';
import { cross, dot, minus, plus, times, unit, type Vec } from '../solids/vec.ts';

/** -1 is the figure's right side, 1 its left. */
export type Side = -1 | 1;

/** An arm or a leg in a pose. */
export interface Limb {
  /** Shoulder, elbow and wrist, or hip, knee and ankle. */
  readonly joints: readonly [Vec, Vec, Vec];
  /** Hand or foot. A foot's frame has the middle of its sole as its origin. */
  readonly end: Frame;
}

/** A body in a pose: frames that turn what was built around a body at rest, and joints. */
export interface Skeleton {
  readonly hips: Frame;
  readonly chest: Frame;
  /** Its origin is the middle of the head. */
  readonly head: Frame;
  /** -1 is the figure's right side, whose hand holds the weapon, 1 the left. */
  readonly arm: (side: Side) => Limb;
  readonly leg: (side: Side) => Limb;
  /** y along the weapon, x to its edge, origin in the fist. */
  readonly weapon: Frame;
  /** z out of the face of the shield. */
  readonly shield: Frame;
}

/**
 * Poses a body. Held things turn about their length until their flat side faces the viewer, as a painter would cheat:
 * a blade seen from its edge is a line. Feet are put where they are seen on the ground line. `room` is half the
 * width, in units, of what a pole bears on its end; such a one is held where it passes beside the head.
 */
export function skeletonOf(
  build: Build,
  wanted: Pose,
  view: View,
  isOffHanded: boolean,
  room: number | null = null,
): Skeleton {
  const pose = unhidden(wanted, view, isOffHanded);
  const waist: Vec = [0, build.hipY + 1, 0];
  const hips = stacked(shifted(pose.hips), turnedAbout([0, build.hipY, 0], pose.hipsTurn));
  const breathing = shifted([0, pose.breath, 0]);
  const chest = stacked(hips, stacked(breathing, turnedAbout(waist, pose.chest)));
  const neck: Vec = [0, build.shoulderY + 0.8, 0];
  const nodding = stacked(chest, turnedAbout(neck, pose.head));
  const head = { ...nodding, origin: placed(nodding, [0, build.headY, 0]) };
  const weaponSide: Side = isOffHanded ? 1 : -1;
  const pointed = unit(outOf(pose.weapon, weaponSide));
  const mainShoulder = placed(chest, [weaponSide * build.shoulderX, build.shoulderY - 0.6, 0]);
  const rested = handAt(mainShoulder, isOffHanded ? pose.offHand : pose.mainHand, weaponSide, build);
  const {
    hand: holder,
    up: weaponUp,
    away,
  } = room === null
    ? { hand: rested, up: pointed, away: null }
    : besideHead(rested, pointed, mainShoulder, build, head.origin, room, view);
  const grasped = pose.grasp === null ? null : plus(holder, times(weaponUp, pose.grasp));
  const arms = sides.map((side): Limb => {
    const shoulder = placed(chest, [side * build.shoulderX, build.shoulderY - 0.6, 0]);
    const free = side === -1 ? pose.mainHand : pose.offHand;
    const bare = side === weaponSide ? holder : handAt(shoulder, free, side, build);
    const target = side !== weaponSide && grasped !== null ? grasped : bare;
    const hand = within(shoulder, target, build.arm * 2);
    const elbow = bentJoint(shoulder, hand, build.arm, build.arm, [side * 0.7, -0.5, -0.8]);
    const along = unit(minus(hand, elbow));
    const wrist = minus(hand, times(along, 1.1));
    return { joints: [shoulder, elbow, wrist], end: pointing(hand, times(along, -1), [0, 0, 1]) };
  });
  const legs = sides.map((side): Limb => {
    const hip = placed(hips, [side * (build.stance - 0.25), build.hipY, 0]);
    const foot = pose.feet[side === -1 ? 0 : 1];
    const rest: Vec = [side * (build.stance + 0.2), 0, 0];
    const at = plus(rest, [foot.at[0], 0, foot.at[2]]);
    const sole = { ...turnedAbout([0, 0, 0], { lean: foot.toes }), origin: at };
    // Up or down until it is seen on the ground line, whether it stands before or behind the body or on its toes.
    const gap = (soleLine(build, side, view) - lowestOf(sole, build, view)) / view.up[1];
    const lifted = { ...sole, origin: plus(at, [0, gap + foot.at[1], 0]) };
    const ankle = placed(lifted, [0, Math.max(2.2, build.legRadius + 0.2), -0.2]);
    const knee = bentJoint(hip, ankle, build.leg, build.leg, [side * 0.12, 0, 1]);
    return { joints: [hip, knee, ankle], end: lifted };
  });
  const arm = (side: Side): Limb => arms[side === -1 ? 0 : 1] as Limb;
  const hand = arm(weaponSide).end.origin;
  const grip = plus(hand, times(weaponUp, pose.slide));
  const shieldArm = arm(1);
  const looks = unit(outOf(pose.shield, 1));
  return {
    hips,
    chest,
    head,
    arm,
    leg: (side) => legs[side === -1 ? 0 : 1] as Limb,
    weapon: edged(grip, weaponUp, view, away ?? [weaponSide * 0.6, 0, 0.8], pose.aim),
    shield: facing(plus(shieldArm.end.origin, times(looks, 1.5)), looks),
  };
}

/** The cosine of the lean up to which a pole is held up: beside the head, and down to the ground. */
export const upright = 0.7;
/** What hair adds to a head, in units. */
const hairWidth = 1.5;

/**
 * The hand moved aside on the screen, and where that is not enough the pole leaned, until the pole passes beside the
 * head: what it bears on its end would look like a horn or lie on the face.
 */
function besideHead(
  hand: Vec,
  up: Vec,
  shoulder: Vec,
  build: Build,
  head: Vec,
  room: number,
  { right }: View,
): { readonly hand: Vec; readonly up: Vec; readonly away: Vec | null } {
  if (up[1] < upright) return { hand, up, away: null };
  const free = build.headRadii[0] + hairWidth + room;
  /** How far beside the middle of the head a pole is seen at its height, to the right. */
  const seen = (at: Vec, along: Vec): number =>
    dot(minus(plus(at, times(along, (head[1] - at[1]) / along[1])), head), right);
  // On the side where the hand is, so that a pole does not jump over the head from one step to the next.
  const side = dot(minus(hand, head), right) < 0 ? -1 : 1;
  const short = free - side * seen(hand, up);
  const away = times(right, side);
  if (short <= 0) return { hand, up, away };
  // No higher and no lower, as far as the arm reaches.
  const arm = minus(hand, shoulder);
  const along = dot(arm, away);
  const rest = build.arm * build.arm * 4 - dot(arm, arm) + along * along;
  const reach = Math.max(0, Math.sqrt(Math.max(0, rest)) - along);
  const moved = plus(hand, times(away, Math.min(short, reach)));
  const left = Math.max(0, free - side * seen(moved, up));
  const above = Math.max(4, head[1] - moved[1]);
  return { hand: moved, up: unit(plus(times(up, above / up[1]), times(away, left))), away };
}

/** A blow that the body would hide, seen from behind on its other side, is lifted and led across. */
function unhidden(pose: Pose, { toViewer }: View, isOffHanded: boolean): Pose {
  if (!pose.isStrike || isOffHanded || toViewer[2] > -0.3 || toViewer[0] < 0.3) return pose;
  const [out, up, forward] = pose.mainHand;
  return {
    ...pose,
    mainHand: [Math.min(out, -0.05), up + 0.3, forward],
    weapon: [-0.35, Math.max(0.25, pose.weapon[1]), pose.weapon[2]],
  };
}

const outOf = ([out, up, forward]: Vec, side: Side): Vec => [side * out, up, forward];

const handAt = (shoulder: Vec, hand: Vec, side: Side, build: Build): Vec =>
  plus(shoulder, times(outOf(hand, side), build.arm * 2));

/** No farther from `from` than an arm is long. */
function within(from: Vec, to: Vec, reach: number): Vec {
  const way = minus(to, from);
  const far = Math.sqrt(dot(way, way));
  return far <= reach ? to : plus(from, times(way, reach / far));
}

/** A weapon whose flat side looks at the viewer and whose edge looks `out`; an aimed one looks ahead. */
function edged(origin: Vec, up: Vec, view: View, out: Vec, aim: number): Frame {
  const shown = pointing(origin, up, view.toViewer);
  const wanted: Vec = aim > 0 ? [0, 0, 1] : out;
  const isAhead = dot(shown.x, wanted) >= 0;
  const x = isAhead ? shown.x : times(shown.x, -1);
  const ahead = unit(minus(wanted, times(shown.y, dot(wanted, shown.y))), x);
  const edge = unit(plus(times(x, 1 - aim), times(ahead, aim)), x);
  return { origin, x: edge, y: shown.y, z: cross(edge, shown.y) };
}

function facing(origin: Vec, looks: Vec): Frame {
  const y = unit(minus([0, 1, 0], times(looks, looks[1])), [0, 0, -1]);
  return { origin, x: cross(y, looks), y, z: looks };
}
