import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fallbackGlyph, glyphBlocks, glyphSize } from './glyphs.ts';
import { blank } from './rgba.ts';
import { charactersIn, drawable, drawText, fill, textWidth, wrap } from './text.ts';

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

const drawn = (character: string): string => {
  const target = blank(glyphSize.width, glyphSize.height);
  drawText(target, character, { x: 0, y: 0 }, { colour: [255, 255, 255], scale: 1 });
  return Array.from({ length: target.data.length / 4 }, (_, i) =>
    target.data[i * 4] === 0 ? '.' : '#',
  ).join('');
};

test('has a glyph of its own for every printable character of ASCII', () => {
  expect(ascii.map(drawable).join('')).toBe(ascii.join(''));
  expect(new Set(ascii.map(drawn)).size).toBe(ascii.length);
});

test('each glyph is as large as it should be', () => {
  for (const [characters, ...rows] of glyphBlocks) {
    expect(rows).toHaveLength(glyphSize.height);
    const width = [...characters].length * (glyphSize.width + 1) - 1;
    for (const row of rows) expect(row).toMatch(new RegExp(`^[#. ]{${width}}$`));
  }
});

test('shows a letter with marks as the letter, and a box for what it has no glyph for', () => {
  expect(drawable('Skáld Ünï 漢\u001b')).toBe(`Skald Uni ${fallbackGlyph}${fallbackGlyph}`);
});

test('lines are no longer than asked and hold all of the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (text, most) => {
        const lines = wrap(text, most);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(most);
        expect(lines.join('').replaceAll(' ', '')).toBe(drawable(text).replaceAll(' ', ''));
      },
    ),
    { numRuns: 40 },
  );
});

test('breaks between words where it can', () => {
  expect(wrap('hair=red armor=plate', 12)).toEqual(['hair=red', 'armor=plate']);
  expect(wrap('a character.raider.v1', 10)).toEqual(['a', 'character.', 'raider.v1']);
});

test('as many characters fit in a width as it says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 500 }), fc.constantFrom(1, 2, 3), (width, scale) => {
      const n = charactersIn(width, scale);
      if (n > 1) expect(textWidth('x'.repeat(n), scale)).toBeLessThanOrEqual(width);
      expect(textWidth('x'.repeat(n + 1), scale)).toBeGreaterThan(width);
    }),
  );
});

test('draws nothing outside the picture', () => {
  const target = blank(4, 4);
  fill(target, { x: -3, y: -3, w: 5, h: 20 }, [9, 9, 9]);
  fill(target, { x: 9, y: 9, w: 5, h: 5 }, [1, 1, 1]);
  drawText(target, 'W', { x: 4, y: 0 }, { colour: [255, 0, 0], scale: 2 });
  drawText(target, 'W', { x: -12, y: -4 }, { colour: [255, 0, 0], scale: 2 });
  const row = [...target.data.subarray(0, 16)];
  expect(row).toEqual([9, 9, 9, 255, 9, 9, 9, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
});
