import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('shows escape sequences instead of sending them', () => {
  expect(printable('\u001b[31mred\u0007')).toBe('\\u{1b}[31mred\\u{7}');
  expect(printable('a\u202eb\u2029c\u009b')).toBe('a\\u{202e}b\\u{2029}c\\u{9b}');
});

test('leaves names of any script as they are', () => {
  expect(printable('Þórr 赤い 👩‍🚀 e\u0301')).toBe('Þórr 赤い 👩‍🚀 e\u0301');
});

test('gives well-formed text without controls for every string', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })),
      (text, units) => {
        for (const given of [text, String.fromCharCode(...units)]) {
          expect(printable(given)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        }
      },
    ),
  );
});
