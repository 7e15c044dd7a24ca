import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hangingLines } from './hanging-lines.ts';
import { displayWidth } from './width.ts';

describe('a labelled text', () => {
  it('breaks at spaces and hangs behind its label', () => {
    expect(hangingLines('  kept: ', 'Nothing was signed by it; what was signed stands.', 30)).toEqual([
      '  kept: Nothing was signed by',
      '        it; what was signed',
      '        stands.',
    ]);
  });

  it('leaves a word in one piece that is longer than a line', () => {
    const path = 'content/ages/iron/v1/manifest.json';
    expect(hangingLines('  next: ', `Look at ${path} now.`, 20)).toEqual([
      '  next: Look at',
      `        ${path}`,
      '        now.',
    ]);
  });

  it('keeps the lines that the text has, and makes none of what is escaped', () => {
    expect(hangingLines('x: ', 'one\ntwo \u001b[31m', Infinity)).toEqual([
      'x: one',
      '        two \\u001b[31m',
    ]);
  });

  it('loses no word, and no line is too long but for a single word', () => {
    const text = fc.stringMatching(/^[a-z\u4e00-\u4e20]{1,12}( [a-z\u4e00-\u4e20]{1,12}){0,20}$/);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (words, columns) => {
        const lines = hangingLines('l: ', words, columns);
        expect(`l: ${words}`).toBe(lines.map((line) => line.trimStart()).join(' '));
        for (const line of lines.slice(1))
          expect(displayWidth(line) <= columns || !line.trim().includes(' ')).toBe(true);
      }),
    );
  });
});
