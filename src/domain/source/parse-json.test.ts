import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../canonical-json.ts';
import { formatDiagnostic } from './format-diagnostic.ts';
import { type JsonPath, type JsonSource, parseJson } from './parse-json.ts';

const parsed = (text: string): JsonSource => {
  const source = parseJson('a.json', text);
  if (!source.ok) throw new Error(source.diagnostics.flatMap(formatDiagnostic).join('\n'));
  return source;
};
const faults = (text: string): string[] => {
  const source = parseJson('a.json', text);
  if (source.ok) throw new Error(`accepted ${text}`);
  return source.diagnostics.map((d) => `${d.range?.line}:${d.range?.column}+${d.range?.length} ${d.code}`);
};

describe('parseJson', () => {
  it('accepts what JSON.parse accepts and gives the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.boolean(), (text, isPretty) => {
        const value = JSON.parse(text) as Json;
        const source = parseJson('a.json', isPretty ? JSON.stringify(value, null, 2) : JSON.stringify(value));
        // What has no canonical form is refused on purpose.
        let canonical: string | null = null;
        try {
          canonical = canonicalJson(value);
        } catch {
          canonical = null;
        }
        if (source.ok) expect(canonicalJson(source.value)).toBe(canonical);
        else if (canonical !== null) expect(text).toContain('__proto__');
      }),
    );
  });

  it('refuses whatever JSON.parse refuses, without throwing', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '//',
      '/*',
      "'",
      '\u00a0',
      '\u001b',
      '01',
      '\\u00',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        let isLegal = true;
        try {
          JSON.parse(text);
        } catch {
          isLegal = false;
        }
        const source = parseJson('a.json', text);
        if (!isLegal) expect(source.ok).toBe(false);
        if (!source.ok) {
          expect(source.diagnostics.length).toBeGreaterThan(0);
          for (const d of source.diagnostics) expect(formatDiagnostic(d).length).toBeGreaterThan(2);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('points at each syntax fault once, in order', () => {
    expect(faults('{\n  "a": 1,\n}')).toEqual(['2:9+1 json-trailing-comma']);
    expect(faults('[1, 2,]')).toEqual(['1:6+1 json-trailing-comma']);
    expect(faults('{\n  "a": 1\n  "b": 2\n  "c": 3\n}')).toEqual(['2:9+1 json-syntax', '3:9+1 json-syntax']);
    expect(faults('{\n  // hair\n  "a": 1, /* b */\n  "c": 2\n}')).toEqual([
      '2:3+7 json-comment',
      '3:11+7 json-comment',
    ]);
    expect(faults("{'a': 1}")).toEqual(['1:2+3 json-syntax']);
    expect(faults('{"a": NaN,\n"b": undefined}')).toEqual(['1:7+3 json-syntax', '2:6+9 json-syntax']);
    expect(faults('{"a": "x\n}')).toEqual(['1:7+2 json-syntax']);
    expect(faults('{"a": [1, 2}')).toEqual(['1:12+1 json-syntax']);
    expect(faults('{"a": 1')).toEqual(['1:8+1 json-syntax']);
    expect(faults('{"a": 1}}')).toEqual(['1:9+1 json-syntax']);
    expect(faults('')).toEqual(['1:1+1 json-empty']);
    expect(faults(' \n')).toEqual(['1:1+1 json-empty']);
  });

  it('names every conflict marker and nothing else', () => {
    const text = '{\n<<<<<<< HEAD\n  "a": 1\n||||||| base\n=======\n  "a": 2\n>>>>>>> feature\n}\n';
    expect(faults(text)).toEqual([
      '2:1+12 conflict-marker',
      '4:1+12 conflict-marker',
      '5:1+7 conflict-marker',
      '7:1+15 conflict-marker',
    ]);
    expect(faults(text.replaceAll('\n', '\r\n'))).toHaveLength(4);
    expect(parsed('{"a": "<<<<<<< HEAD"}').ok).toBe(true);
    expect(parsed('{"a": "x\u2028=======\u2028"}').ok).toBe(true);
  });

  it('refuses keys written twice and says where the first one stands', () => {
    const source = parseJson('a.json', '{\n  "a": 1,\n  "b": {"a": 2},\n  "a": 3\n}');
    expect(source.ok ? [] : source.diagnostics.map((d) => [d.range?.line, d.message])).toEqual([
      [4, '"a" stands already on line 2.'],
    ]);
  });

  it('refuses numbers that would not survive', () => {
    expect(faults('[9007199254740992, 1e999, -0, 1e-999, 1e20, -9007199254740993]')).toHaveLength(6);
    expect(parsed('[9007199254740991, 0.1, -5, 1e3, 0e5, 0.0]').value).toEqual([
      9007199254740991, 0.1, -5, 1000, 0, 0,
    ]);
  });

  it('cannot be made to touch a prototype', () => {
    expect(faults('{"__proto__": {"polluted": true}}')).toEqual(['1:2+11 json-unsafe-key']);
    expect(faults('{"a": [{"__proto__": 1}]}')).toEqual(['1:9+11 json-unsafe-key']);
    const value = parsed('{"constructor": 1}').value as { [name: string]: Json };
    expect(value['constructor']).toBe(1);
    expect(value['toString']).toBeUndefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('refuses half of a surrogate pair in texts and keys', () => {
    expect(faults('{"a": "\\ud83d", "\\udc00": 1}')).toEqual([
      '1:7+8 json-surrogate',
      '1:17+8 json-surrogate',
    ]);
    expect(parsed('"\\ud83d\\ude00"').value).toBe('😀');
  });

  it('stays upright under deep nesting and binary noise', () => {
    expect(faults('['.repeat(200_000))).toEqual(['1:101+1 json-too-deep']);
    expect(faults('{"a":'.repeat(200_000))).toEqual(['1:501+1 json-too-deep']);
    expect(parsed(`${'['.repeat(100)}${']'.repeat(100)}`).ok).toBe(true);
    expect(faults('\u0000\u0001x\n'.repeat(5_000)).length).toBeLessThanOrEqual(21);
  });

  it('accepts a byte order mark without counting it', () => {
    expect(parsed('\ufeff{"a": 1}').locate(['a'])).toMatchObject({ line: 1, column: 7, length: 1 });
  });
});

describe('locate', () => {
  const text = '{\n  "a": {"b": [10, "x\\n{y}\\u00e9z"]},\r\n  "c": {\n    "d": 1\n  }\n}';
  const source = parsed(text);
  const cut = (path: JsonPath, at?: 'key' | 'value', span?: { start: number; length: number }): string => {
    const range = source.locate(path, at, span);
    return range.lineText.slice(range.column - 1, range.column - 1 + range.length);
  };

  it('finds keys, values and list items', () => {
    expect(cut(['a'], 'key')).toBe('"a"');
    expect(cut(['a', 'b', 0])).toBe('10');
    expect(cut(['a', 'b', 0], 'key')).toBe('10');
    expect(cut(['c', 'd'], 'key')).toBe('"d"');
    expect(source.locate(['c', 'd'])).toEqual({ line: 4, column: 10, length: 1, lineText: '    "d": 1' });
  });

  it('points at the opening bracket of what takes several lines', () => {
    expect(source.locate(['c'])).toEqual({ line: 3, column: 8, length: 1, lineText: '  "c": {' });
    expect(source.locate([])).toMatchObject({ line: 1, column: 1, length: 1 });
  });

  it('answers with the nearest member for a path that leads nowhere', () => {
    expect(cut(['c', 'nope', 3], 'key')).toBe('"c"');
    expect(source.locate(['nope'])).toMatchObject({ line: 1, column: 1 });
  });

  it('finds characters inside a text, escapes counted as written', () => {
    expect(cut(['a', 'b', 1], 'value', { start: 2, length: 3 })).toBe('{y}');
    expect(cut(['a', 'b', 1], 'value', { start: 5, length: 1 })).toBe('\\u00e9');
    expect(cut(['a', 'b', 1], 'value', { start: 1, length: 1 })).toBe('\\n');
    expect(cut(['a', 'b', 1], 'value', { start: 6, length: 1 })).toBe('z');
  });

  it('finds every span of every text wherever escapes stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (word, seed) => {
        fc.pre(!/\p{Surrogate}/u.test(word));
        const start = seed % word.length;
        const json = JSON.stringify({ k: word });
        const range = parsed(json).locate(['k'], 'value', { start, length: 1 });
        const raw = json.slice(range.column - 1, range.column - 1 + range.length);
        expect(raw.startsWith('\\') ? JSON.parse(`"${raw}"`) : raw).toBe(word[start]);
      }),
    );
  });
});
