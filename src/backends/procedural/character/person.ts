import type { Look } from './look.ts';
import { cloths, metals } from '../ramps/people.ts';
import { standing, type Figure, type Solid } from '../solids/figure.ts';
import { stacked, turnedAbout } from '../solids/frame.ts';
import { within } from '../solids/shape.ts';
import type { View } from '../solids/view.ts';
import { adornmentSolids } from './adornment.ts';
import { parts as armors } from './armors/parts.ts';
import { beardSolids } from './beard.ts';
import { bodySolids } from './body.ts';
import { buildOf, type Build } from './build.ts';
import { parts as capes } from './capes/parts.ts';
import { dress } from './dressed.ts';
import { browOf, faceMarks } from './face.ts';
import { groundLine } from './ground.ts';
import { parts as hairstyles } from './hairstyles/parts.ts';
import { parts as headgears } from './headgears/parts.ts';
import type { Armor, Cape, Dressed, Gear, Headgear, Hairstyle, Kit, Shield, Weapon } from './part.ts';
import type { Pose } from './pose.ts';
import { parts as shields } from './shields/parts.ts';
import { skeletonOf, upright, type Skeleton } from './skeleton.ts';
import { streakOf } from './streak.ts';
import { traitsOf, type Traits } from './traits.ts';
import { dot } from '../solids/vec.ts';
import { parts as weapons } from './weapons/parts.ts';

/** How a person is to be seen. */
export interface Sitting {
  readonly pose: Pose;
  /** The pose that a blow comes from, for its streak. */
  readonly from?: Pose | undefined;
  readonly view: View;
  /** For sprites of 32 px: a larger head, sturdier limbs, fewer details. */
  readonly isSmall: boolean;
}

/** The person of a seed with a look, in a pose, on the ground at the origin. */
export function person(look: Look, seed: number, { pose: wanted, from, view, isSmall }: Sitting): Figure {
  const traits = traitsFor(look, seed);
  const gear = gearOf(look, traits);
  const { weapon, armor, cape } = gear;
  const build = buildOf(traits, isSmall);
  // An arm that bears a shield cannot help the other.
  const isBearing = weapon?.takesShield !== false && traits.shield !== 'none';
  const pose: Pose = isBearing ? { ...wanted, grasp: null } : wanted;
  const stood = (one: Pose): Skeleton => {
    const kit = kitOf({ traits, pose: one, isSmall }, longest(build));
    return skeletonOf(build, one, view, weapon?.isOffHanded === true, roomOf(weapon, kit));
  };
  const bones = stood(pose);
  const before = pose.isStrike && from !== undefined ? stood(from) : null;
  const dressed = dress({ look, gear, traits, build, bones, pose, isSmall });
  const kit = kitOf(dressed, toGround(bones, build, view));
  return {
    solids: [
      ...bodySolids(dressed),
      ...standing(bones.chest, armor.chest(dressed)),
      ...standing(bones.hips, armor.hips(dressed)),
      ...adornmentSolids(dressed),
      ...standing(bones.chest, cape?.shape(dressed) ?? []),
      ...headSolids(dressed),
      ...armsSolids(dressed, kit),
    ],
    head: { frame: bones.head, radii: build.headRadii },
    marks: faceMarks(dressed),
    streak: before === null ? null : streakOf(gear, weapon?.shape(kit) ?? [], before, bones, view),
    brow: isSmall ? null : browOf(dressed),
    anchors: {
      feet: [0, 0, 0],
      hand_main: bones.arm(-1).end.origin,
      hand_off: bones.arm(1).end.origin,
      head: bones.head.origin,
    },
  };
}

/** A part by its name. Levers are checked before anything is drawn, so that an unknown one is a bug. */
function named<Part>(parts: { readonly [name: string]: Part }, name: string): Part {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part === undefined) throw new Error(`there is no part "${name}"`);
  return part;
}

const wornOrNot = <Part>(parts: { readonly [name: string]: Part }, name: string): Part | null =>
  name === 'none' ? null : named(parts, name);

function traitsFor(look: Look, seed: number): Traits {
  const weapon: Weapon | null = wornOrNot<Weapon>(weapons, look.weapon);
  return traitsOf(seed, look, Object.keys(shields), weapon?.takesShield === true);
}

const gearOf = (look: Look, traits: Traits): Gear => ({
  armor: named<Armor>(armors, look.armor),
  hairstyle: named<Hairstyle>(hairstyles, look.hair),
  headgear: wornOrNot<Headgear>(headgears, look.headgear),
  weapon: wornOrNot<Weapon>(weapons, look.weapon),
  shield: wornOrNot<Shield>(shields, traits.shield),
  cape: wornOrNot<Cape>(capes, traits.cape),
});

/** Hair, as far as what is worn on the head shows it, beard and headgear. */
function headSolids(dressed: Dressed): readonly Solid[] {
  const { gear, bones } = dressed;
  const { hairstyle, headgear } = gear;
  const hair = hairstyle.shape(dressed);
  const limit = headgear?.hairBelow ?? null;
  const shown =
    limit === null
      ? hair
      : hair
          .filter(({ low }) => low[1] < limit)
          .map((one): Solid => ({
            ...one,
            ...(one.high[1] > limit ? within(one, (_x, y) => y - limit) : {}),
          }));
  return [
    ...standing(bones.head, shown.map(bordered(dressed, ['head', 'nose']))),
    ...beardSolids(dressed).map(bordered(dressed, ['head', 'nose', ...shown.map(({ part }) => part)])),
    ...standing(bones.head, headgear?.shape(dressed) ?? []),
  ];
}

/** Hair and beard draw their own dark border against the face, and a beard against the hair, or all would melt. */
const bordered =
  ({ traits }: Dressed, beside: readonly string[]) =>
  (one: Solid): Solid =>
    one.ramp === traits.hair ? { ...one, darkBeside: beside.filter((part) => part !== one.part) } : one;

/** Length of a pole below a fist at rest, and how much nearer its round end is to the ground than its middle. */
const longest = (build: Build): number => build.hipY + 3;
const poleEnd = 1.2;

/** How long a held pole is below the fist: upright, to where it is seen on the ground line; never below. */
function toGround({ weapon: { origin, y } }: Skeleton, build: Build, view: View): number {
  const steep = dot(y, view.up);
  if (steep < 0.2) return longest(build);
  const down = (dot(origin, view.up) - groundLine(build, view)) / steep;
  return Math.max(2, Math.min(y[1] > upright ? Infinity : longest(build), down - poleEnd));
}

/** How much more room than its shaft what is held up needs beside the head, in units; `null` for what stays low. */
function roomOf(weapon: Weapon | null, kit: Kit): number | null {
  switch (weapon?.hold) {
    case 'pole':
      return Math.max(0, ...weapon.shape(kit).map(({ low, high }) => (low[1] > 6 ? high[0] : 0)));
    // A head of iron has one edge, which looks away.
    case 'heavy':
    case 'blade':
      return 1;
    case 'knife':
    case 'bow':
    case 'empty':
    case undefined:
      return null;
  }
}

function kitOf({ traits, pose, isSmall }: Pick<Dressed, 'traits' | 'pose' | 'isSmall'>, down: number): Kit {
  const paint =
    traits.accent !== traits.cloth
      ? traits.accent
      : traits.cloth === cloths.linen
        ? metals.bronze
        : metals.gold;
  return {
    traits,
    paint,
    thin: isSmall ? 1.05 : 0.8,
    toGround: down,
    isSmall,
    drawn: pose.drawn,
    hasArrow: pose.hasArrow,
    glow: pose.glow,
  };
}

/** Weapon and shield in the hands; a shield for which no hand is free hangs over the back. */
function armsSolids(dressed: Dressed, kit: Kit): readonly Solid[] {
  const { traits, bones, build, gear } = dressed;
  const { weapon, shield } = gear;
  const isFree = weapon?.takesShield !== false;
  const back = stacked(bones.chest, {
    ...turnedAbout([0, 0, 0], { turn: 180, tilt: 14 }),
    origin: [0, build.chest[1] + 0.4, -build.chestHalf[2] - (traits.cape === 'none' ? 1.2 : 2.8)],
  });
  return [
    ...(weapon === null ? [] : standing(bones.weapon, weapon.shape(kit))),
    ...(weapon?.carried?.(dressed) ?? []),
    ...(shield === null ? [] : standing(isFree ? bones.shield : back, shield.shape(kit))),
  ];
}

/** The ground line of a person, as a distance up the view. */
export const groundOf = (look: Look, seed: number, isSmall: boolean, view: View): number =>
  groundLine(buildOf(traitsFor(look, seed), isSmall), view);
