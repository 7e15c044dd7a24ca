import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reduceColours } from './reduce-colours.ts';

const counts = fc
  .uniqueArray(fc.tuple(fc.nat(0xffffff), fc.integer({ min: 1, max: 1000 })), {
    selector: ([colour]) => colour,
    maxLength: 80,
  })
  .map((pairs) => new Map(pairs));

test('gives every colour one that stands for it, of no more than are allowed', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 32 }), (given, most) => {
      const meant = reduceColours(given, most);
      expect([...meant.keys()].sort()).toEqual([...given.keys()].sort());
      expect(new Set(meant.values()).size).toBeLessThanOrEqual(most);
      if (given.size <= most) for (const [from, to] of meant) expect(to).toBe(from);
    }),
  );
});

test('does not depend on the order in which colours were met', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 8 }), (given, most) => {
      const turned = reduceColours(new Map([...given].reverse()), most);
      for (const [from, to] of reduceColours(given, most)) expect(turned.get(from)).toBe(to);
    }),
  );
});
