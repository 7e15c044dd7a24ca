import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUnprintable, isPrintable, printable, printableLines } from './printable.ts';

const controls = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
    if (code === 0x61c || code === 0x200e || code === 0x200f || code === 0x2028 || code === 0x2029)
      return true;
    if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return true;
    const isHigh = code >= 0xd800 && code <= 0xdbff;
    const next = text.charCodeAt(i + 1);
    if (isHigh && next >= 0xdc00 && next <= 0xdfff) i += 1;
    else if (code >= 0xd800 && code <= 0xdfff) return true;
  }
  return false;
};

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((u) => String.fromCharCode(...u)),
  fc
    .array(
      fc.constantFrom(
        '\u001b',
        '\u009b',
        '\u0007',
        '\u202e',
        '\u2066',
        '\u200f',
        '\u061c',
        '\u2028',
        '\ud800',
        'a',
        '\n',
        '\t',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('printable', () => {
  it('leaves nothing in any text that a terminal could act on', () => {
    fc.assert(
      fc.property(hostile, (text) => !controls(printable(text))),
      { numRuns: 2000 },
    );
  });

  it('keeps line feeds alone when lines are asked for', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = printableLines(text);
        return !controls(lines.replaceAll('\n', '')) && lines.split('\n').length === text.split('\n').length;
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing when applied twice, and nothing in text that is printable', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = printable(text);
        return printable(once) === once && isPrintable(once) && isPrintable(text) === (once === text);
      }),
    );
  });

  it('shows a clipboard write, a colour and a bell as text', () => {
    expect(printable('\u001b]52;c;cHduZWQ=\u0007')).toBe('\\u001b]52;c;cHduZWQ=\\u0007');
    expect(printable('\u009b31mred\u009c')).toBe('\\u009b31mred\\u009c');
    expect(printable('a\tb\r\nc')).toBe('a\\tb\\r\\nc');
  });

  it('shows text direction tricks, invisible characters and broken characters', () => {
    expect(printable('user\u202etxt.exe')).toBe('user\\u202etxt.exe');
    expect(printable('a\u200bb\ufeffc')).toBe('a\\u200bb\\ufeffc');
    expect(printable('\udc00x\ud83d')).toBe('\\udc00x\\ud83d');
    expect(printable('\u{e0041}')).toBe('\\u{e0041}');
  });

  it('leaves words of every script and emoji alone', () => {
    for (const text of ['rød hår', '狂戦士', 'می‌خواهم', '👩‍🚀 ok', 'e\u0301'])
      expect(printable(text)).toBe(text);
  });

  it('says where the first such character stands', () => {
    expect(firstUnprintable('ab\u001bc')).toEqual({ start: 2, length: 1 });
    expect(firstUnprintable('abc')).toBeNull();
  });
});
