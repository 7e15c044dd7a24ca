import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../failure.ts';
import { asDigest, hash16, type Sha256 } from '../ids.ts';
import { allBindings, bindingHash, bindLevers, bindSweep, mostBindings } from './binding.ts';
import { flagOfLever, leverOfFlag } from './lever-flag.ts';
import { countBindings } from './lever-space.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));
const recipe = { levers: { hair: ['red', 'black', 'white'], hair_color: ['x'], mood: ['stoic', 'grim'] } };
const whole = { hair: 'red', 'hair-color': 'x', mood: 'grim' };

const refusal = (given: { [flag: string]: string }) => {
  const bound = bindLevers(recipe, given);
  if (bound.ok) throw new Error('bound');
  return { failure: bound.failure, ...tell(bound.failure) };
};

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

describe('bindLevers', () => {
  it('binds flags with or without dashes, in lever order', () => {
    const bound = bindLevers(recipe, { mood: 'grim', '--hair-color': 'x', hair: 'red' });
    expect(bound).toEqual({ ok: true, value: { hair: 'red', hair_color: 'x', mood: 'grim' } });
    expect(bound.ok && Object.keys(bound.value)).toEqual(['hair', 'hair_color', 'mood']);
    expect(bindLevers({ levers: {} }, {})).toEqual({ ok: true, value: {} });
  });

  it('refuses an unknown lever with the nearest name', () => {
    const { kind, exit, message, next, kept } = refusal({ ...whole, '--hiar': 'red' });
    expect([kind, exit]).toEqual(['unknown-lever', 2]);
    expect(message).toBe('--hiar is not a lever of this recipe. Did you mean --hair?');
    expect(next).toBe("The recipe's levers: --hair, --hair-color, --mood.");
    expect(kept).toBe('Nothing was queued or written.');
  });

  it('refuses a value outside the enum with the nearest value', () => {
    const { kind, exit, message, next } = refusal({ ...whole, hair: 'blak' });
    expect([kind, exit]).toEqual(['lever-value-outside-enum', 2]);
    expect(message).toBe('--hair cannot be "blak". Did you mean black?');
    expect(next).toBe('Pass --hair with one of: red, black, white.');
    expect(refusal({ ...whole, hair: '' }).kind).toBe('lever-value-outside-enum');
    expect(refusal({ ...whole, hair: 'red,black' }).kind).toBe('lever-value-outside-enum');
    expect(refusal({ ...whole, hair: 'RED' }).message).toContain('Did you mean red?');
  });

  it('refuses a missing lever and says its values', () => {
    const { kind, exit, message, next } = refusal({ hair: 'red', hair_color: 'x' });
    expect([kind, exit, message]).toEqual(['missing-lever', 2, '--mood is missing.']);
    expect(next).toBe('Pass --mood with one of: stoic, grim.');
  });

  it('tells several faults at once', () => {
    const { kind, exit, failure } = refusal({ hair: 'blue', constructor: 'x', __proto_: 'y' });
    expect([kind, exit]).toEqual(['levers-invalid', 2]);
    expect(failure).toMatchObject({
      faults: [
        { fault: 'lever-value-outside-enum', flag: '--hair' },
        { fault: 'unknown-lever', flag: '--constructor' },
        { fault: 'unknown-lever' },
        { fault: 'missing-lever', flag: '--hair-color' },
        { fault: 'missing-lever', flag: '--mood' },
      ],
    });
  });
});

describe('bindSweep', () => {
  const values = (given: { [flag: string]: string }): string[] => {
    const bound = bindSweep(recipe, given);
    if (!bound.ok) throw new Error(tell(bound.failure).message);
    return bound.value.map((binding) => Object.values(binding).join(' '));
  };

  it('takes several values and all of them, each binding once and in lever order', () => {
    expect(values({ hair: 'white,red,white', hair_color: 'x', mood: '*' })).toEqual([
      'red x stoic',
      'red x grim',
      'white x stoic',
      'white x grim',
    ]);
    expect(values(whole)).toEqual(['red x grim']);
  });

  it('refuses every wrong value, and more bindings than one run takes', () => {
    const wrong = bindSweep(recipe, { hair: 'red,blu,', hair_color: '*', mood: '*' });
    expect(wrong.ok ? [] : tell(wrong.failure).message).toBe('--hair cannot be "blu". --hair cannot be "".');
    const many = Array.from({ length: 101 }, (_, i) => `v${i}`);
    const wide = bindSweep({ levers: { a: many, b: many } }, { a: '*', b: '*' });
    expect(wide.ok ? null : wide.failure).toMatchObject({
      kind: 'sweep-too-wide',
      bindings: 10_201,
      most: mostBindings,
    });
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
        for (const binding of all)
          expect(bindLevers({ levers: table }, binding)).toEqual({ ok: true, value: binding });
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
