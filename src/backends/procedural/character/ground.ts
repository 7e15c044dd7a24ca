import { placed, type Frame } from '../solids/frame.ts';
import type { Shape } from '../solids/shape.ts';
import { ball } from '../solids/shape.ts';
import type { View } from '../solids/view.ts';
import type { Build } from './build.ts';
import { dot, type Vec } from '../solids/vec.ts';

/** A boot's middle and radii, in the frame of its foot. */
export const boot = ({ legRadius: r }: Build): { readonly middle: Vec; readonly radii: Vec } => ({
  middle: [0, 1.5, 1.1],
  radii: [r, 1.5, r + 0.7],
});

/** A boot as a solid's shape, in the frame of its foot. */
export const bootShape = (build: Build): Shape => ball(boot(build).middle, boot(build).radii);

/** How far up the view the lowest place of a boot is seen, in units. */
export function lowestOf(foot: Frame, build: Build, { up }: View): number {
  const { middle, radii } = boot(build);
  const [a, b, c] = [dot(up, foot.x) * radii[0], dot(up, foot.y) * radii[1], dot(up, foot.z) * radii[2]];
  return dot(placed(foot, middle), up) - Math.sqrt(a * a + b * b + c * c);
}

const standing = (x: number): Frame => ({ origin: [x, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });

/** How much of the way that one foot stands further up the screen than the other is kept: about half a px. */
const kept = 0.35;

/**
 * Where a foot's sole is seen while it is on the ground, as a distance up the view: whatever the body does, and from
 * whatever side, so that nobody hops or sinks in. `side` is -1 for the right foot, 1 for the left.
 */
export function soleLine(build: Build, side: -1 | 1, view: View): number {
  const own = lowestOf(standing(side * (build.stance + 0.2)), build, view);
  const middle = lowestOf(standing(0), build, view);
  return middle + (own - middle) * kept;
}

/** The lower one of both soles: the ground line of a picture. */
export const groundLine = (build: Build, view: View): number =>
  Math.min(soleLine(build, -1, view), soleLine(build, 1, view));
