import type { Look } from '../levers.ts';
import { cloths, metals } from '../ramps/people.ts';
import { standing, type Figure, type Solid } from '../solids/figure.ts';
import { stacked, turnedAbout } from '../solids/frame.ts';
import { within } from '../solids/shape.ts';
import type { View } from '../solids/view.ts';
import { adornmentSolids } from './adornment.ts';
import { parts as armors } from './armors/parts.ts';
import { beardSolids } from './beard.ts';
import { bodySolids } from './body.ts';
import { buildOf } from './build.ts';
import { parts as capes } from './capes/parts.ts';
import { dress, type Dressed } from './dressed.ts';
import { faceMarks } from './face.ts';
import { groundLine } from './ground.ts';
import { parts as hairstyles } from './hairstyles/parts.ts';
import { parts as headgears } from './headgears/parts.ts';
import type { Armor, Cape, Headgear, Hairstyle, Kit, Shield, Weapon } from './part.ts';
import type { Pose } from './pose.ts';
import { parts as shields } from './shields/parts.ts';
import { skeletonOf } from './skeleton.ts';
import { traitsOf } from './traits.ts';
import { parts as weapons } from './weapons/parts.ts';

/** How a person is to be seen. */
export interface Sitting {
  readonly pose: Pose;
  readonly view: View;
  /** For sprites of 32 px: a larger head, sturdier limbs, fewer details. */
  readonly isSmall: boolean;
}

/** The person of a seed with a look, in a pose, on the ground at the origin. */
export function person(look: Look, seed: number, { pose: wanted, view, isSmall }: Sitting): Figure {
  const traits = traitsOf(seed, look);
  const build = buildOf(traits, isSmall);
  const weapon: Weapon | null = look.weapon === 'none' ? null : weapons[look.weapon];
  // An arm that bears a shield cannot help the other.
  const isBearing = weapon?.takesShield !== false && traits.shield !== 'none';
  const pose: Pose = isBearing ? { ...wanted, grasp: null } : wanted;
  const bones = skeletonOf(build, pose, view, weapon?.isOffHanded === true);
  const dressed = dress({ look, traits, build, bones, pose, isSmall });
  const armor: Armor = armors[look.armor];
  const cape: Cape | null = traits.cape === 'none' ? null : capes[traits.cape];
  return {
    solids: [
      ...bodySolids(dressed),
      ...standing(bones.chest, armor.chest(dressed)),
      ...standing(bones.hips, armor.hips(dressed)),
      ...adornmentSolids(dressed),
      ...standing(bones.chest, cape?.shape(dressed) ?? []),
      ...headSolids(dressed),
      ...armsSolids(dressed, weapon),
    ],
    head: { frame: bones.head, radii: build.headRadii },
    marks: faceMarks(dressed),
    anchors: {
      feet: [0, 0, 0],
      hand_main: bones.arm(-1).end.origin,
      hand_off: bones.arm(1).end.origin,
      head: bones.head.origin,
    },
  };
}

/** Hair, as far as what is worn on the head shows it, beard and headgear. */
function headSolids(person: Dressed): readonly Solid[] {
  const { look, bones } = person;
  const hairstyle: Hairstyle = hairstyles[look.hair];
  const headgear: Headgear | null = look.headgear === 'none' ? null : headgears[look.headgear];
  const hair = hairstyle.shape(person);
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
    ...standing(bones.head, shown),
    ...beardSolids(person),
    ...standing(bones.head, headgear?.shape(person) ?? []),
  ];
}

/** Weapon and shield in the hands; a shield for which no hand is free hangs over the back. */
function armsSolids(person: Dressed, weapon: Weapon | null): readonly Solid[] {
  const { traits, bones, pose, isSmall, build } = person;
  const paint =
    traits.accent !== traits.cloth
      ? traits.accent
      : traits.cloth === cloths.linen
        ? metals.bronze
        : metals.gold;
  const kit: Kit = {
    traits,
    paint,
    thin: isSmall ? 1.05 : 0.8,
    toGround: build.hipY - 0.9,
    isSmall,
    drawn: pose.drawn,
    hasArrow: pose.hasArrow,
    glow: pose.glow,
  };
  const shield: Shield | null = traits.shield === 'none' ? null : shields[traits.shield];
  const isFree = weapon?.takesShield !== false;
  const back = stacked(bones.chest, {
    ...turnedAbout([0, 0, 0], { turn: 180, tilt: 14 }),
    origin: [0, build.chest[1] + 0.4, -build.chestHalf[2] - (traits.cape === 'none' ? 1.2 : 2.8)],
  });
  return [
    ...(weapon === null ? [] : standing(bones.weapon, weapon.shape(kit))),
    ...(weapon?.carried?.(person) ?? []),
    ...(shield === null ? [] : standing(isFree ? bones.shield : back, shield.shape(kit))),
  ];
}

/** The ground line of a person, as a distance up the view. */
export const groundOf = (look: Look, seed: number, isSmall: boolean, view: View): number =>
  groundLine(buildOf(traitsOf(seed, look), isSmall), view);
