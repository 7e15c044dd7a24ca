import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDigest, hash16, type Sha256 } from '../ids.ts';
import { allBindings, bindingHash } from './binding.ts';
import { flagOfLever, leverOfFlag } from './lever-flag.ts';
import { countBindings } from './lever-space.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));
describe('bindingHash', () => {
  it('gives the golden hashes', () => {
    expect(bindingHash({ hair: 'red', mood: 'stoic' }, sha256)).toBe(
      'a22d2e39752038935f472c1efc42ab3204e7c2e2e7ee2af266d93cbc97561c21',
    );
    expect(bindingHash({ hair: 'rød', Mood: 'stoïc' }, sha256)).toBe(
      '6b1dc9a47167e43e77ddffb0a55116c8d3401aab17905c54b6f709d2fbcc49fb',
    );
    expect(bindingHash({}, sha256)).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    expect(hash16(bindingHash({}, sha256))).toBe('44136fa355b3678a');
  });

  it('does not depend on the order of the levers', () => {
    expect(bindingHash({ mood: 'stoic', hair: 'red' }, sha256)).toBe(
      bindingHash({ hair: 'red', mood: 'stoic' }, sha256),
    );
  });

  it('differs for different bindings', () => {
    const binding = fc.dictionary(
      fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/),
      fc.string({ minLength: 1, maxLength: 3 }),
    );
    fc.assert(
      fc.property(binding, binding, (a, b) => {
        fc.pre(!/\p{Surrogate}/u.test(JSON.stringify([Object.values(a), Object.values(b)])));
        const sorted = (o: object): string =>
          JSON.stringify(Object.entries(o).sort(([one], [two]) => (one < two ? -1 : 1)));
        expect(bindingHash(a, sha256) === bindingHash(b, sha256)).toBe(sorted(a) === sorted(b));
      }),
    );
  });
});

describe('allBindings', () => {
  it('gives every binding once, in order, as many as counted', () => {
    const levers = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,3}$/),
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,2}$/), { minLength: 1, maxLength: 4 }),
      { maxKeys: 4 },
    );
    fc.assert(
      fc.property(levers, (table) => {
        const all = [...allBindings({ levers: table })];
        expect(all).toHaveLength(countBindings(table));
        expect(new Set(all.map((binding) => bindingHash(binding, sha256))).size).toBe(all.length);
      }),
    );
    expect([...allBindings({ levers: {} })]).toEqual([{}]);
    expect([...allBindings({ levers: { a: [] } })]).toEqual([]);
  });

  it('does not make what is not asked for', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `v${i}`);
    const space = allBindings({ levers: { a: many, b: many, c: many, d: many, e: many } });
    expect(space.next().value).toEqual({ a: 'v0', b: 'v0', c: 'v0', d: 'v0', e: 'v0' });
    expect(space.next().value).toMatchObject({ e: 'v1' });
  });
});

describe('lever flags', () => {
  it('turn _ to - and back', () => {
    expect(flagOfLever('hair_color')).toBe('--hair-color');
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/),
        (name) => leverOfFlag(flagOfLever(name)) === name,
      ),
    );
  });
});
