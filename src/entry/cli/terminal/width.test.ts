import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutLines, displayWidth, pad, truncate, wrap } from './width.ts';

test.each([
  ['abc', 3],
  ['e\u0301', 1],
  ['赤い', 4],
  ['한국', 4],
  ['👩‍🚀', 2],
  ['❤️', 2],
  ['Þórr', 4],
  ['a\u200db', 2],
  ['', 0],
])('%j takes %i cells', (text, cells) => {
  expect(displayWidth(text)).toBe(cells);
});

test('truncates between characters and marks the cut', () => {
  expect(truncate('abcdef', 4)).toBe('abc…');
  expect(truncate('赤い髪', 4)).toBe('赤…');
  expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abc', 0)).toBe('');
});

const words = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '赤', '👩', 'e\u0301', '/') });

test('truncated, wrapped and cut text never takes more cells than it may', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 30 }), (text, columns) => {
      expect(displayWidth(truncate(text, columns))).toBeLessThanOrEqual(columns);
      for (const line of [...wrap(text, columns), ...cutLines(text, columns)]) {
        expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }
    }),
  );
});

test('cut lines give the text back, and wrapped lines its words', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 30 }), (text, columns) => {
      expect(cutLines(text, columns).join('')).toBe(text);
      expect(wrap(text, columns).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

test('pads to a width on either side', () => {
  expect(pad('赤', 4)).toBe('赤  ');
  expect(pad('7', 3, 'right')).toBe('  7');
});
