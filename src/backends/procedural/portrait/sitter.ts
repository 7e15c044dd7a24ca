import { standingPose } from '../character/motions.ts';
import { person } from '../character/person.ts';
import { traitsOf, type Traits } from '../character/traits.ts';
import { figureLevers } from '../character/levers.ts';
import type { Look } from '../character/look.ts';
import type { Solid } from '../solids/figure.ts';
import { placed } from '../solids/frame.ts';
import { bustView } from './view.ts';
import type { Vec } from '../solids/vec.ts';

/** Levers of a character that a bust does not show. */
const unseen: readonly string[] = ['weapon', 'shield', 'size', 'motion'];

type Shown = Omit<typeof figureLevers, 'weapon' | 'shield' | 'size' | 'motion'>;

/** Levers of a character that a bust shows: all that there are, as they come, without those of the hands. */
export const bustLevers = Object.fromEntries(
  Object.entries(figureLevers).filter(([name]) => !unseen.includes(name)),
) as Shown;

/** A person who sits for a portrait: everything that the rest of this folder knows about characters. */
export interface Sitter {
  readonly traits: Traits;
  readonly look: Look;
  readonly solids: readonly Solid[];
  readonly headRadii: Vec;
  /** The place in the figure of one on the head: units from its middle to its left, up and forward. */
  readonly onHead: (u: number, v: number, w: number) => Vec;
}

/** The person of a seed: the same as the character of that seed, with empty hands. */
export function sitterOf(levers: { readonly [lever: string]: string }, seed: number): Sitter {
  const put: { [lever: string]: string } = {};
  for (const [name, values] of Object.entries(figureLevers)) {
    const has = (value: string): boolean => (values as readonly string[]).includes(value);
    put[name] = unseen.includes(name) && has('none') ? 'none' : (levers[name] ?? values[0]);
  }
  const look = put as unknown as Look;
  const { solids, head } = person(look, seed, {
    pose: standingPose(look),
    view: bustView,
    isSmall: false,
  });
  return {
    traits: traitsOf(seed, look, [], false),
    look,
    // Of the far ear only its contour would be seen, like a lash that sticks out of the face.
    solids: solids.filter(({ part }) => part !== 'ear-1'),
    headRadii: head.radii,
    onHead: (u, v, w) => placed(head.frame, [u, v, w]),
  };
}
