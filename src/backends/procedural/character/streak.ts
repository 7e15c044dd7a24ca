import { gem, metals } from '../ramps/people.ts';
import type { Solid, Streak } from '../solids/figure.ts';
import type { View } from '../solids/view.ts';
import type { Gear } from './part.ts';
import type { Skeleton } from './skeleton.ts';
import { cross, dot, lerp, minus, plus, times, unit, type Vec } from '../solids/vec.ts';

/** Pieces of a ribbon. */
const pieces = 12;

/** The share of a blow's way after which its streak begins. */
const begin = 0.3;
/** How much of a head or a blade leaves a streak, and units that it is wide at least: a thin one would be a scythe. */
const swept = 0.66;
const leastWidth = 7;

type Ribbon = Streak['ribbons'][number];

/**
 * The streak of a blow, from where a weapon was in the step before to where it strikes, in the light of
 * air or magic: a fan behind an edge, a wake behind a thrust, a line before a bow.
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
  const [, , faint, dim, bright] = (struck?.ramp.name === gem.name ? gem : metals.steel).steps;
  const ribbons = isBow
    ? shot(to)
    : head === undefined
      ? thrust(to.arm(-1).end.origin, unit(minus(to.arm(-1).end.origin, from.arm(-1).end.origin)), 0.6, view)
      : blow(struck ?? head, head.high[1], from, to, view);
  const source = head === undefined && !isBow ? to.arm(-1).end : to.weapon;
  return { bright, dim, faint, source, ribbons };
}

function blow(
  { low, high }: Solid,
  length: number,
  from: Skeleton,
  to: Skeleton,
  view: View,
): readonly Ribbon[] {
  const [a, b] = [from.weapon, to.weapon];
  const tipOf = (frame: Skeleton['weapon']): Vec => plus(frame.origin, times(frame.y, length));
  const way = unit(minus(tipOf(b), tipOf(a)));
  if (dot(way, b.y) > 0.75) return thrust(tipOf(b), b.y, 1, view);
  const widest = Math.max(leastWidth, (high[1] - low[1]) * swept);
  return [
    Array.from({ length: pieces + 1 }, (_, k) => {
      const grown = k / pieces;
      const share = begin + (1 - begin) * grown;
      const up = unit(lerp(a.y, b.y, share));
      const at = plus(lerp(a.origin, b.origin, share), times(up, length - 0.4));
      return { at, wide: times(up, -widest * (0.55 + 0.45 * grown)) };
    }),
  ];
}

/** The wake of what is thrust: two lines that part behind its tip, as they are seen, and a flash before it. */
function thrust(tip: Vec, ahead: Vec, size: number, view: View): readonly Ribbon[] {
  const beside = unit(cross(ahead, view.toViewer));
  const at = (forward: number, aside: number): Vec =>
    plus(plus(tip, times(ahead, forward * size)), times(beside, aside * size));
  const wake = [-1, 1].map((side) =>
    Array.from({ length: pieces + 1 }, (_, k) => {
      const share = k / pieces;
      return {
        at: at(-15 + 14 * share, side * (3.2 - 1.2 * share)),
        wide: times(beside, side * share * 0.9),
      };
    }),
  );
  const flash = Array.from({ length: pieces + 1 }, (_, k) => {
    const share = k / pieces;
    const half = 1.1 * share;
    return { at: at(4 - 4.5 * share, -half), wide: times(beside, 2 * half * size) };
  });
  return [...wake, flash];
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
