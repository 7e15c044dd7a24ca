import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../source/shell-word.ts';
import { boxesOf, generateLine, type LeverBox } from './generate-line.ts';
import { bindingsOf } from './lever-space.ts';

const levers = { armor: ['plate', 'robe'], hair: ['red', 'black', 'white'], mood: ['grim look', 'calm'] };

describe('the command that asks for bindings', () => {
  it('names every lever, several values with commas, and all of them as *', () => {
    const box = { armor: ['plate'], hair: ['red', 'white'], mood: ['grim look', 'calm'] };
    expect(generateLine('a.b.c.v1', levers, box)).toBe(
      `art generate a.b.c.v1 --armor plate --hair red,white --mood '*'`,
    );
    expect(generateLine('a.b.c.v1', levers, { ...box, mood: ['grim look'] })).toContain("--mood 'grim look'");
    expect(generateLine('a.b.c.v1', { only: ['x'] }, { only: ['x'] })).toBe('art generate a.b.c.v1 --only x');
  });

  it('is one harmless word for whatever a value holds', () => {
    for (const text of ['$(touch x)', '`id`', "it's", '"', '\\', '; rm', '~root', '!!', '#', '=ls', '', '&'])
      expect(shellWord(text)).toMatch(/^'([^']|'\\'')*'$/);
    expect(shellWord("a'b")).toBe(String.raw`'a'\''b'`);
    expect(shellWord('v1.5@x')).toBe('v1.5@x');
  });
});

describe('boxes of bindings', () => {
  const space = [...bindingsOf(levers)];
  const holds = (boxes: readonly LeverBox[]): string[] =>
    boxes.flatMap((box) => [...bindingsOf(box)].map((binding) => JSON.stringify(binding)));

  it('hold every binding once and no other', () => {
    fc.assert(
      fc.property(fc.subarray(space), (bindings) => {
        const held = holds(boxesOf(levers, bindings));
        expect(held).toHaveLength(bindings.length);
        expect(held.sort()).toEqual(bindings.map((binding) => JSON.stringify(binding)).sort());
      }),
    );
  });

  it('are one for the whole product, and few for what lacks a corner', () => {
    expect(boxesOf(levers, space)).toEqual([levers]);
    expect(boxesOf(levers, space.slice(1)).length).toBeLessThanOrEqual(3);
    expect(boxesOf(levers, [])).toEqual([]);
    expect(boxesOf({}, [{}])).toEqual([{}]);
  });
});
