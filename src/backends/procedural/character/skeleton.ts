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
 * a blade seen from its edge is a line. Feet are put where they are seen on the ground line.
 */
export function skeletonOf(build: Build, wanted: Pose, view: View, isOffHanded: boolean): Skeleton {
  const pose = unhidden(wanted, view, isOffHanded);
  const waist: Vec = [0, build.hipY + 1, 0];
  const hips = stacked(shifted(pose.hips), turnedAbout([0, build.hipY, 0], pose.hipsTurn));
  const breathing = shifted([0, pose.breath, 0]);
  const chest = stacked(hips, stacked(breathing, turnedAbout(waist, pose.chest)));
  const neck: Vec = [0, build.shoulderY + 0.8, 0];
  const nodding = stacked(chest, turnedAbout(neck, pose.head));
  const head = { ...nodding, origin: placed(nodding, [0, build.headY, 0]) };
  const weaponSide: Side = isOffHanded ? 1 : -1;
  const weaponUp = unit(outOf(pose.weapon, weaponSide));
  const mainShoulder = placed(chest, [weaponSide * build.shoulderX, build.shoulderY - 0.6, 0]);
  const holder = handAt(mainShoulder, isOffHanded ? pose.offHand : pose.mainHand, weaponSide, build);
  const grasped = pose.grasp === null ? null : plus(holder, times(weaponUp, pose.grasp));
  const arms = sides.map((side): Limb => {
    const shoulder = placed(chest, [side * build.shoulderX, build.shoulderY - 0.6, 0]);
    const free = side === -1 ? pose.mainHand : pose.offHand;
    const target = side !== weaponSide && grasped !== null ? grasped : handAt(shoulder, free, side, build);
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
    weapon: edged(grip, weaponUp, view, weaponSide, pose.aim),
    shield: facing(plus(shieldArm.end.origin, times(looks, 1.5)), looks),
  };
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

/** A weapon whose flat side looks at the viewer and whose edge looks out and forward; an aimed one looks ahead. */
function edged(origin: Vec, up: Vec, view: View, side: Side, aim: number): Frame {
  const shown = pointing(origin, up, view.toViewer);
  const wanted: Vec = aim > 0 ? [0, 0, 1] : [side * 0.6, 0, 0.8];
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
