import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonFrom, reviewerNameFrom } from './foreign-text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 1200 }),
  fc.string({
    unit: fc.constantFrom(' ', '\r', '\n', '\t', '\u001b', '\u202e', '\ud800', '\udc00', 'a', '\u{1f642}'),
  }),
);

test('what a reason or a name is made into stays as it is the second time', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const make of [reasonFrom, reviewerNameFrom]) {
        const once = make(text);
        if (once !== null) expect(make(once)).toBe(once);
      }
    }),
    { numRuns: 500 },
  );
});

test('no control character and no lone surrogate comes through', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(reasonFrom(text) ?? '').not.toMatch(/(?!\n)\p{Cc}|\p{Surrogate}/u);
      expect(reviewerNameFrom(text) ?? '').not.toMatch(/[\p{Cc}\p{Cf}\p{Surrogate}]/u);
    }),
    { numRuns: 500 },
  );
});

test('a name that would turn the line around loses the override', () => {
  expect(reviewerNameFrom(' Asa\u202e\n  Bj\u00f6rk ')).toBe('Asa Bj\u00f6rk');
});

test('nothing left of a text is null', () => {
  expect(reasonFrom(' \r\n\u0000')).toBeNull();
  expect(reviewerNameFrom('\u200b\u202e')).toBeNull();
});
