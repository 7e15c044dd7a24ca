import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, SourceRange } from '../diagnostic.ts';
import { formatDiagnostic } from './format-diagnostic.ts';
import { printable } from './printable.ts';
import { graphemes, textColumns } from './text-width.ts';

const at = (
  lineText: string,
  column: number,
  length: number,
  more: Partial<Diagnostic> = {},
): Diagnostic => ({
  severity: 'error',
  code: 'unknown-key',
  file: 'content/recipes/a.json',
  range: { line: 7, column, length, lineText },
  message: '"colour" is not a field of a recipe.',
  ...more,
});

/** What stands above the underline. */
const underlined = (diagnostic: Diagnostic): string => {
  const [, text = '', underline = ''] = formatDiagnostic(diagnostic);
  const from = underline.indexOf('^');
  let column = 0;
  let found = '';
  for (const grapheme of graphemes(text)) {
    if (column >= from && column < underline.length) found += grapheme;
    column += textColumns(grapheme);
  }
  return found;
};

describe('formatDiagnostic', () => {
  it('shows place, code, message, the line, the underline and the hint', () => {
    expect(formatDiagnostic(at('  "colour": "red",', 3, 8, { hint: 'did you mean "color"?' }))).toEqual([
      'content/recipes/a.json:7:3 error unknown-key "colour" is not a field of a recipe.',
      '  7 |   "colour": "red",',
      '    |   ^^^^^^^^',
      '    hint: did you mean "color"?',
    ]);
  });

  it('shows a fault of a whole file on one line', () => {
    const whole: Diagnostic = {
      severity: 'warning',
      code: 'missing-file',
      file: 'a.json',
      message: 'Gone.',
      hint: 'look',
    };
    expect(formatDiagnostic(whole)).toEqual(['a.json warning missing-file Gone.', '   hint: look']);
  });

  it('stands below the fault after tabs', () => {
    expect(formatDiagnostic(at('\t\t"a":\t1x', 8, 2)).slice(1)).toEqual([
      '  7 |         "a":    1x',
      '    |                 ^^',
    ]);
  });

  it('stands below the fault after wide characters, emoji and combining marks', () => {
    expect(formatDiagnostic(at('"狂戦士": x', 8, 1)).slice(1)).toEqual([
      '  7 | "狂戦士": x',
      '    |           ^',
    ]);
    expect(formatDiagnostic(at('"👩‍🚀🔥": x', 12, 1)).slice(1)).toEqual(['  7 | "👩‍🚀🔥": x', '    |         ^']);
    expect(formatDiagnostic(at('"e\u0301": x', 7, 1)).slice(1)).toEqual([
      '  7 | "e\u0301": x',
      '    |      ^',
    ]);
    expect(formatDiagnostic(at('"狂戦士"', 2, 3)).slice(1)).toEqual(['  7 | "狂戦士"', '    |  ^^^^^^']);
  });

  it('lets no control character of a file, a name or a message through', () => {
    const hostile = at('"\u001b]52;c;aGk=\u0007": 1', 2, 1, {
      file: 'a\u001b[2J.json',
      message: 'x\u202ey\nz',
      hint: '\u009b31m',
      code: 'c\u0007',
    });
    expect(formatDiagnostic(hostile)).toEqual([
      'a\\u001b[2J.json:7:2 error c\\u0007 x\\u202ey\\nz',
      '  7 | "\\u001b]52;c;aGk=\\u0007": 1',
      '    |  ^^^^^^',
      '    hint: \\u009b31m',
    ]);
  });

  it('marks the place after the end of a line', () => {
    expect(formatDiagnostic(at('{"a": 1', 8, 1)).slice(1)).toEqual(['  7 | {"a": 1', '    |        ^']);
    expect(formatDiagnostic(at('', 1, 1)).slice(1)).toEqual(['  7 |', '    | ^']);
  });

  it('cuts a long line around the fault', () => {
    const line = `{${'"k": 1, '.repeat(5000)}"bad": x, ${'"k": 1, '.repeat(5000)}}`;
    const [, text = '', underline = ''] = formatDiagnostic(at(line, 40_002, 5));
    expect(text).toMatch(/^ {2}7 \| …": 1, ("k": 1, ){3}"bad": x, ("k": 1, ){7}"k":…$/);
    expect(underlined(at(line, 40_002, 5))).toBe('"bad"');
    expect(textColumns(text)).toBeLessThanOrEqual(110);
    expect(underline.length).toBeLessThanOrEqual(110);
  });

  it('is not slowed down by a file of one huge line', () => {
    const line = '\u001b狂'.repeat(2_000_000);
    const lines = formatDiagnostic(at(line, 3_000_001, 2));
    expect(lines[1]).toContain('\\u001b狂');
    expect(lines[2]?.trimStart()).toBe(`| ${' '.repeat((lines[2]?.indexOf('^') ?? 0) - 6)}^^^^^^^^`);
  });

  it('underlines the same characters whatever stands before them', () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        'a',
        '"',
        '\t',
        '狂',
        '🔥',
        'é',
        'e\u0301',
        '\u001b',
        '\u202e',
        ' ',
        '\ud800',
        '👩‍🚀',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        // A space keeps the marked word from joining a character on either side.
        const line = `${before} MARK ${after}`;
        const range: SourceRange = { line: 1, column: before.length + 2, length: 4, lineText: line };
        expect(underlined({ ...at('', 1, 1), range })).toBe('MARK');
        for (const text of formatDiagnostic({ ...at('', 1, 1), range })) expect(printable(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
