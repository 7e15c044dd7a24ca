import type { Solid } from '../solids/figure.ts';
import type { Ramp } from '../ramps/ramp.ts';
import type { Build } from './build.ts';
import type { Look } from './look.ts';
import type { Pose } from './pose.ts';
import type { Skeleton } from './skeleton.ts';
import type { Hold } from './holds.ts';
import type { parts as attacks } from './attacks/parts.ts';
import type { Traits } from './traits.ts';

/** The files that a look names. */
export interface Gear {
  readonly armor: Armor;
  readonly hairstyle: Hairstyle;
  readonly headgear: Headgear | null;
  readonly weapon: Weapon | null;
  readonly shield: Shield | null;
  readonly cape: Cape | null;
}

/** A person in a pose, with the materials that follow from what it wears. */
export interface Dressed {
  readonly look: Look;
  readonly gear: Gear;
  readonly traits: Traits;
  readonly build: Build;
  readonly bones: Skeleton;
  readonly pose: Pose;
  /** Drawn at so few px that buckles, stitches and laces would be noise. */
  readonly isSmall: boolean;
  readonly chest: Ramp;
  readonly sleeve: Ramp;
  readonly boot: Ramp;
  readonly leg: Ramp;
  readonly glove: Ramp;
  readonly trim: Ramp;
}

/** What somebody who makes a thing knows about the person that it is for. */
export interface Kit {
  readonly traits: Traits;
  /** Painted side of a shield, feathers, ribbons: never the colour of the coat. */
  readonly paint: Ramp;
  /** Half the thickness, in units, below which a thing would break up on the screen. */
  readonly thin: number;
  /** How far below the fist a pole that stands on the ground ends, in units. */
  readonly toGround: number;
  /** As `Dressed.isSmall`. */
  readonly isSmall: boolean;
  /** 0 .. 1: how far a bow is drawn, whether an arrow is on it, how brightly magic burns. */
  readonly drawn: number;
  readonly hasArrow: boolean;
  readonly glow: number;
}

/** A file of `weapons/`. */
export interface Weapon {
  readonly hold: Hold;
  readonly attack: keyof typeof attacks;
  /** Whether the other hand is free. A shield that somebody asks for all the same is slung over the back. */
  readonly takesShield: boolean;
  /** Held by the left hand: bows. */
  readonly isOffHanded?: boolean;
  /** In hand space: the fist is the origin, y points along the weapon, x to its edge; its flat side looks along z. */
  readonly shape: (kit: Kit) => readonly Solid[];
  /** What is carried for it on the body when the weapon is in the hand: scabbards, quivers. */
  readonly carried?: (person: Dressed) => readonly Solid[];
}

/** A file of `shields/`: its shape around the grip, the face looking along z, y up. */
export interface Shield {
  readonly shape: (kit: Kit) => readonly Solid[];
}

/** A file of `hairstyles/`: around the middle of the head, x to the left ear, z out of the face. */
export interface Hairstyle {
  /** Hides the ears. */
  readonly coversEars: boolean;
  readonly shape: (person: Dressed) => readonly Solid[];
}

/** A file of `headgears/`: around the middle of the head. */
export interface Headgear {
  /** Hair is only seen below this height above the middle of the head, in units; `null` hides nothing. */
  readonly hairBelow: number | null;
  readonly shape: (person: Dressed) => readonly Solid[];
}

/** A file of `armors/`. */
export interface Armor {
  /** What the chest is made of. */
  readonly main: 'cloth' | 'leather' | 'mail' | 'metal';
  readonly isBareArmed?: boolean;
  /** Down to the ankles: only the feet look out below. */
  readonly hidesLegs?: boolean;
  /** Radii of a sleeve at elbow and wrist, in units. */
  readonly sleeve: readonly [number, number];
  /** On the chest, built around a body at rest. */
  readonly chest: (person: Dressed) => readonly Solid[];
  /** On hips and legs, built around a body at rest. */
  readonly hips: (person: Dressed) => readonly Solid[];
  /** On each arm: placed at the joints as they are. */
  readonly arm?: (person: Dressed, side: -1 | 1) => readonly Solid[];
}

/** A file of `capes/`: on the chest, built around a body at rest; it trails by `person.pose.trail`. */
export interface Cape {
  readonly shape: (person: Dressed) => readonly Solid[];
}
