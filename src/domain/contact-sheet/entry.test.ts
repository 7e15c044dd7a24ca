import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someEntry } from '../../../test/rig/contact-entry.ts';
import { inContactOrder, type ContactEntry } from './entry.ts';

const hair = ['red', 'blond', 'black'] as const;
const armor = ['plate', 'cloth'] as const;
const entries = fc.array(
  fc.record({
    hair: fc.constantFrom(...hair),
    armor: fc.constantFrom(...armor),
    childIndex: fc.nat(3),
    cell: fc.integer({ min: 1, max: 9 }),
    recipeId: fc.constantFrom('iron.character.a.v1', 'iron.character.b.v1'),
    digest: fc.constantFrom('a', 'b', 'c'),
  }),
  { maxLength: 12 },
);
const made = (of: { hair: string; armor: string; cell: number; childIndex: number; digest: string }) => {
  const { hair: colour, armor: coat, cell, digest, ...rest } = of;
  return someEntry({
    ...rest,
    cell,
    digest: digest.repeat(64),
    binding: { hair: colour, armor: coat },
    levers: [
      ['armor', armor],
      ['hair', hair],
    ],
  });
};

test('the same pictures always stand in the same order, however they came', () => {
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.nat()), (given, picks) => {
      const all = given.map(made);
      const shuffled = all
        .map((entry) => ({ entry, at: picks.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry);
      expect(inContactOrder(shuffled)).toEqual(inContactOrder(all));
    }),
  );
});

test('stand by the order in which the recipe lists its levers and their values, then by child', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const rank = (entry: ContactEntry): number[] => [
        armor.indexOf(entry.binding['armor'] as 'plate'),
        hair.indexOf(entry.binding['hair'] as 'red'),
        entry.childIndex,
      ];
      const ordered = inContactOrder(given.map((one) => made({ ...one, digest: 'a' })));
      for (const [i, entry] of ordered.entries()) {
        const next = ordered[i + 1];
        if (next === undefined || next.recipeId !== entry.recipeId) continue;
        const [before, after] = [rank(entry), rank(next)];
        const differs = before.findIndex((value, at) => value !== after[at]);
        if (differs !== -1) expect(before[differs]).toBeLessThan(after[differs] ?? 0);
      }
    }),
  );
});

test('children are counted, not spelled: the tenth comes after the second', () => {
  const ordered = inContactOrder([someEntry({ childIndex: 10 }), someEntry({ childIndex: 2 })]);
  expect(ordered.map(({ childIndex }) => childIndex)).toEqual([2, 10]);
});
