import { describe, expect, it } from 'vitest';
import type { Json } from '../canonical-json.ts';
import { changeOfValue, digestChange, valueText } from './value-text.ts';

describe('a value in a few characters', () => {
  it.each<[Json | undefined, string]>([
    [undefined, 'not set'],
    [null, 'null'],
    [30, '30'],
    ['30', '"30"'],
    ['red', 'red'],
    ['true', '"true"'],
    ['two words', '"two words"'],
    ['', '""'],
    [{ name: 'ink', strength: [0.5, 1] }, '{name: ink, strength: [0.5, 1]}'],
    [{ file: 'a'.repeat(64) }, 'file aaaa…'],
    ['\u001b[31m', '"\\u001b[31m"'],
    ['x'.repeat(100), `${'x'.repeat(39)}…`],
  ])('%j is %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe('two values', () => {
  it('are never told alike: long ones are shown from where they differ', () => {
    const long = 'abcdefgh'.repeat(10);
    expect(changeOfValue(`${long}-one`, `${long}-two`)).toBe('…bcdefgh-one -> …bcdefgh-two');
    expect(changeOfValue({ a: [[[[1]]]] }, { a: [[[[2]]]] })).toContain('another value');
    expect(changeOfValue('30', 30)).toBe('"30" -> 30');
    expect(changeOfValue('2.4', '2.5')).toBe('2.4 -> 2.5');
  });

  it('that are digests show as many digits as tell them apart', () => {
    expect(digestChange(`aaaa${'b'.repeat(60)}`, `aaaa${'c'.repeat(60)}`)).toBe('aaaabbbb… -> aaaacccc…');
  });
});
