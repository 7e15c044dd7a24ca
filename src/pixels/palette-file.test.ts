import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paletteFormat, parsePalette } from './palette-file.ts';

const faults = (text: string, format: 'hex' | 'gpl' | 'pal') => {
  const answer = parsePalette(text, format);
  return answer.ok ? [] : answer.failure;
};

describe('parsePalette', () => {
  const colours = fc.array(fc.nat(0xffffff), { minLength: 1, maxLength: 64 });
  const rgb = (c: number): string => `${c >> 16} ${(c >> 8) & 255} ${c & 255}`;

  it('reads back what each format holds, with any line end', () => {
    fc.assert(
      fc.property(colours, fc.constantFrom('\n', '\r\n', '\r'), (list, end) => {
        const hex = list.map((c) => c.toString(16).padStart(6, '0')).join(end);
        const gpl = ['GIMP Palette', 'Name: Skerry', 'Columns: 8', '#', ...list.map((c) => `${rgb(c)}\tSea`)];
        const pal = ['JASC-PAL', '0100', String(list.length), ...list.map(rgb), ''];
        for (const answer of [
          parsePalette(hex, 'hex'),
          parsePalette(gpl.join(end), 'gpl'),
          parsePalette(pal.join(end), 'pal'),
        ]) {
          expect(answer).toEqual({ ok: true, value: list });
        }
      }),
    );
  });

  it('skips a byte order mark', () => {
    expect(parsePalette('\uFEFF1a1c2c', 'hex')).toEqual({ ok: true, value: [0x1a1c2c] });
  });

  it('tells every fault with its line', () => {
    expect(faults('1a1c2c\nred\n\n#112233\n', 'hex').map(({ line }) => line)).toEqual([2, 4]);
    expect(faults('GIMP\n1 2 300\n1 2\n', 'gpl').map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(faults('JASC\n01\nx\n1 2 3 4\n', 'pal').map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('refuses a count that is not the number of colours', () => {
    expect(faults('JASC-PAL\n0100\n3\n1 2 3\n', 'pal')).toEqual([
      { line: 3, what: 'it says 3 colours and lists 1' },
    ]);
  });

  it.each(['hex', 'gpl', 'pal'] as const)('refuses a %s without a colour', (format) => {
    expect(faults('', format)).not.toEqual([]);
  });

  it('refuses more colours than anyone draws with', () => {
    expect(faults('000000\n'.repeat(1025), 'hex')).toHaveLength(1);
  });
});

describe('paletteFormat', () => {
  it('goes by the ending alone', () => {
    expect(paletteFormat('content/palettes/Skerry.HEX')).toBe('hex');
    expect(paletteFormat('a.gpl')).toBe('gpl');
    expect(paletteFormat('a.pal')).toBe('pal');
    expect(paletteFormat('a.hex.png')).toBeNull();
  });
});
