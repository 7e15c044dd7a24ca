import fc from 'fast-check';
import { expect, it } from 'vitest';
import { directions } from '../../../domain/candidate/sprite.ts';
import { dot, minus, plus, times } from '../solids/vec.ts';
import { viewOf } from '../solids/view.ts';
import { figureLevers } from './levers.ts';
import type { Look } from './look.ts';
import { standingPose } from './motions.ts';
import { groundOf, person } from './person.ts';

it('a pole at rest passes beside the head and stands on the ground, from every side', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.constantFrom('spear', 'staff'),
      fc.constantFrom(...figureLevers.body),
      fc.constantFrom(...directions),
      fc.boolean(),
      (seed, weapon, body, direction, isSmall) => {
        const first = Object.fromEntries(
          Object.entries(figureLevers).map(([name, [value]]) => [name, value]),
        );
        const look = { ...first, weapon, body } as unknown as Look;
        const view = viewOf(direction);
        const { solids, head } = person(look, seed, { pose: standingPose(look), view, isSmall });
        const shaft = solids.find(({ part }) => part === `${weapon}-shaft`);
        if (shaft?.frame == null) throw new Error('no shaft');
        const { origin, y } = shaft.frame;
        const at = (up: number) => plus(origin, times(y, up));
        const beside = dot(
          minus(at((head.frame.origin[1] - origin[1]) / y[1]), head.frame.origin),
          view.right,
        );
        expect(Math.abs(beside)).toBeGreaterThan(head.radii[0] + 1.5);
        // The low end of its box is the round end of the shaft.
        const gap = dot(at(shaft.low[1]), view.up) - groundOf(look, seed, isSmall, view);
        expect(Math.abs(gap)).toBeLessThan(0.8);
      },
    ),
    { numRuns: 200 },
  );
});
