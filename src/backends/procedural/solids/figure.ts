import type { Ramp } from '../ramps/ramp.ts';
import type { Frame } from './frame.ts';
import type { Field, Shape } from './shape.ts';
import type { Vec } from './vec.ts';

/** A shape with its material. Solids of one part melt together; between parts a contour is drawn. */
export interface Solid extends Shape {
  readonly part: string;
  readonly ramp: Ramp;
  /** Light added at a place: strands, folds, grain. */
  readonly texture: Field | null;
  /** Thin things are kept where a fair vote among samples would tear them to dots. */
  readonly isThin: boolean;
  /** Parts beside which its last pixel is dark: hair draws its own border against the face, and leaves that light. */
  readonly darkBeside: readonly string[];
  /** The darkest step of its ramp that it takes, 0 .. 4: faces stay lighter than the eyes in them. */
  readonly leastStep: number;
  /** Where the shape stands; `null` for one that is built at its place. */
  readonly frame: Frame | null;
}

/**
 * A stroke on the face, in units from the middle of the head as seen from the front. At large scales it is drawn
 * as it is; sprites get `small`, a rectangle of whole px, or nothing.
 */
export interface Mark {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly radius: number;
  readonly colour: number;
  /** Whether a sculptor would cut it: eyes and lips, but no paint and no hair. */
  readonly isCarved: boolean;
  readonly small: { readonly w: number; readonly h: number; readonly up: number } | null;
  /** An eye looks for its place in a sprite; a shade darkens what is there instead of painting over it. */
  readonly role: 'eye' | 'shade' | null;
}

/** What a blow leaves in the air: a ribbon that widens from its tail to where the blow ends. */
export interface Streak {
  /** From its edge to its tail and inner side. */
  readonly bright: number;
  readonly dim: number;
  readonly faint: number;
  /** The frame of what strikes: a streak hangs on the solids in it. */
  readonly source: Frame;
  /** Each a polyline from tail to head, in the figure's space, with the way in which it is wide, in units. */
  readonly ribbons: readonly (readonly { readonly at: Vec; readonly wide: Vec }[])[];
}

/** A figure that can be drawn from every side and at every scale. */
export interface Figure {
  readonly solids: readonly Solid[];
  /** The head and where it looks: the middle of the head is the origin of its frame. */
  readonly head: { readonly frame: Frame; readonly radii: Vec };
  readonly marks: readonly Mark[];
  /** The colour of brows in sprites, where there is room for them; `null` for none. */
  readonly brow: number | null;
  /** What a blow leaves in the air in this step. */
  readonly streak: Streak | null;
  /** Places that anchors are made of. `feet` is always the ground below the figure. */
  readonly anchors: { readonly [name: string]: Vec };
}

/** A solid of a part; without more it is plain, thick, and as dark as light makes it. */
export function solid(
  part: string,
  ramp: Ramp,
  shape: Shape,
  more: { readonly texture?: Field; readonly isThin?: boolean; readonly leastStep?: number } = {},
): Solid {
  if (shape.fault !== undefined) throw new Error(`part "${part}": its outline ${shape.fault}`);
  return {
    ...shape,
    part,
    ramp,
    texture: more.texture ?? null,
    isThin: more.isThin ?? false,
    darkBeside: [],
    leastStep: more.leastStep ?? 0,
    frame: null,
  };
}

/** The same solids, put into a frame. */
export const standing = (frame: Frame, solids: readonly Solid[]): readonly Solid[] =>
  solids.map((one) => ({ ...one, frame }));

/** Left and right of the figure. */
export const sides = [-1, 1] as const;
