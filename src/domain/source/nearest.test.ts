import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearest } from './nearest.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

describe('nearest', () => {
  it('finds swapped, missing, extra and wrong letters', () => {
    const levers = ['hair', 'hair_color', 'armor', 'weapon'];
    expect(nearest('hiar', levers)).toEqual(['hair']);
    expect(nearest('hai', levers)).toEqual(['hair']);
    expect(nearest('armour', levers)).toEqual(['armor']);
    expect(nearest('hair-colour', levers)).toEqual(['hair_color']);
    expect(nearest('WEAPON', levers)).toEqual(['weapon']);
  });

  it('says nothing when nothing is near', () => {
    expect(nearest('zebra', ['hair', 'armor'])).toEqual([]);
    expect(nearest('', ['a', 'b'])).toEqual([]);
    expect(nearest('x', ['y', 'z'])).toEqual([]);
    expect(didYouMean('zebra', ['hair'])).toBeUndefined();
  });

  it('gives the nearest first, then code-unit order, and never more than asked', () => {
    expect(nearest('bear', ['beer', 'bear', 'dear', 'boar', 'gear'])).toEqual(['bear']);
    expect(nearest('bares', ['bars', 'bare', 'bores', 'pares'], 2)).toEqual(['bare', 'bars']);
    expect(didYouMean('read', ['red', 'road'])).toBe('did you mean "red" or "road"?');
  });

  it('leaves out what is much further than the best', () => {
    expect(nearest('character.skal', ['character.skald', 'character.jarl'])).toEqual(['character.skald']);
  });

  it('is not slowed down by a hostile word', () => {
    expect(nearest('a'.repeat(1_000_000), ['hair'])).toEqual([]);
  });
});

describe('editDistance', () => {
  it('is zero for equal words alone, symmetric, and at most the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it('counts a swap of neighbours once', () => {
    expect(editDistance('ab', 'ba')).toBe(1);
    expect(editDistance('hair', 'hiar')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });
});
