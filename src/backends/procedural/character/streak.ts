import { cloths, metals } from '../ramps/people.ts';
import type { Solid, Streak } from '../solids/figure.ts';
import type { View } from '../solids/view.ts';
import type { Gear } from './part.ts';
import type { Skeleton } from './skeleton.ts';
import { cross, dot, lerp, minus, plus, times, unit, type Vec } from '../solids/vec.ts';

/** Pieces of an arc, and the share of a blow's way after which its streak begins. */
const pieces = 12;
const begin = 0.25;
/** Units that a streak is wide where it ends. */
const widest = 3;

type Ribbon = Streak['ribbons'][number];

/**
 * The streak of a blow, from where a weapon was in the step before to where it strikes, in the light steps of what
 * its head is made of: an arc behind an edge, two lines beside a thrust, one before a bow.
 */
export function streakOf(
  gear: Gear,
  weapon: readonly Solid[],
  from: Skeleton,
  to: Skeleton,
  view: View,
): Streak {
  const head = [...weapon].sort((a, b) => b.high[1] - a.high[1])[0];
  const struck = weapon.find(({ part }) => part.endsWith('-head') || part.endsWith('-blade')) ?? head;
  const isBow = gear.weapon?.isOffHanded === true;
  const [, , , dim, bright] = (isBow ? metals.steel : (struck?.ramp ?? cloths.linen)).steps;
  const ribbons = isBow
    ? shot(to)
    : head === undefined
      ? thrust(
          to.arm(-1).end.origin,
          unit(minus(to.arm(-1).end.origin, from.arm(-1).end.origin)),
          1.9,
          7,
          view,
        )
      : blow(head.high[1], from, to, view);
  return { bright, dim, ribbons };
}

function blow(length: number, from: Skeleton, to: Skeleton, view: View): readonly Ribbon[] {
  const [a, b] = [from.weapon, to.weapon];
  const tipOf = (frame: Skeleton['weapon']): Vec => plus(frame.origin, times(frame.y, length));
  const way = unit(minus(tipOf(b), tipOf(a)));
  if (dot(way, b.y) > 0.75) return thrust(tipOf(b), b.y, 1.5, 10, view);
  return [
    Array.from({ length: pieces + 1 }, (_, k) => {
      const share = begin + (1 - begin) * (k / pieces);
      const up = unit(lerp(a.y, b.y, share));
      const at = plus(lerp(a.origin, b.origin, share), times(up, length));
      return { at, wide: times(up, (-widest * (k + 1)) / (pieces + 1)) };
    }),
  ];
}

/** Two lines on both sides of what is thrust, as they are seen. */
function thrust(tip: Vec, ahead: Vec, aside: number, length: number, view: View): readonly Ribbon[] {
  const beside = unit(cross(ahead, view.toViewer));
  return [-1, 1].map((side) => {
    const head = plus(plus(tip, times(ahead, -1)), times(beside, side * aside));
    return [
      { at: plus(head, times(ahead, -length)), wide: times(beside, side * 0.2) },
      { at: head, wide: times(beside, side * 1.1) },
    ];
  });
}

/** Where an arrow went. */
function shot({ weapon: { origin, x, y } }: Skeleton): readonly Ribbon[] {
  const start = plus(origin, times(x, 3));
  return [
    [
      { at: plus(start, times(y, -0.3)), wide: times(y, 0.6) },
      { at: plus(plus(start, times(x, 11)), times(y, -0.9)), wide: times(y, 1.8) },
    ],
  ];
}
