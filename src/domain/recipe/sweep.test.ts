import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tell } from '../failure.ts';
import { allBindings } from './binding.ts';
import { flagOfLever } from './lever-flag.ts';
import { bindingsOfSweep, chooseSweep, type GivenLever } from './sweep.ts';

const recipe = {
  levers: { hair: ['red', 'black', 'white'], hair_color: ['x', 'y'], mood: ['stoic', 'grim'] },
};
const given = (levers: { readonly [name: string]: string | null }): GivenLever[] =>
  Object.entries(levers).map(([name, text]) => ({ name, text }));
const whole = { hair: 'red', 'hair-color': 'x', mood: 'grim' };

const bindings = (levers: { readonly [name: string]: string | null }): string[] => {
  const sweep = chooseSweep(recipe, given(levers));
  if (!sweep.ok) throw new Error(tell(sweep.failure).message);
  return [...bindingsOfSweep(sweep.value)].map((binding) => Object.values(binding).join(' '));
};
const refusal = (levers: readonly GivenLever[], others: readonly string[] = []) => {
  const sweep = chooseSweep(recipe, levers, others);
  if (sweep.ok) throw new Error('it was taken');
  return { failure: sweep.failure, ...tell(sweep.failure) };
};

describe('a sweep', () => {
  it('takes one value, several, and all, in lever order and the recipe’s order of values', () => {
    expect(bindings(whole)).toEqual(['red x grim']);
    expect(bindings({ mood: '*', '--hair': 'white, red', 'hair-color': 'x' })).toEqual([
      'red x stoic',
      'red x grim',
      'white x stoic',
      'white x grim',
    ]);
    expect(chooseSweep({ levers: {} }, [])).toEqual({ ok: true, value: { values: {}, bindings: 1 } });
  });

  it('takes the only value of a lever that has one, named or not', () => {
    const one = { levers: { size: ['48'], hair: ['red', 'black'] } };
    const sweep = { size: ['48'], hair: ['red'] };
    for (const levers of [[], [{ name: '--size', text: '48' }]])
      expect(chooseSweep(one, [...levers, { name: '--hair', text: 'red' }])).toMatchObject({
        ok: true,
        value: { values: sweep, bindings: 1 },
      });
    expect(chooseSweep(one, [])).toMatchObject({ ok: false, failure: { kind: 'missing-lever' } });
  });

  it('is the product of the recipe, filtered by the values that were named', () => {
    const levers = fc.dictionary(
      fc.stringMatching(/^[a-z][a-z_]{0,3}$/),
      fc.uniqueArray(fc.stringMatching(/^[a-z ]{1,3}$/), { minLength: 1, maxLength: 4 }),
      { maxKeys: 4 },
    );
    const asked = levers.chain((table) =>
      fc.record({
        table: fc.constant(table),
        chosen: fc.record(
          Object.fromEntries(
            Object.entries(table).map(([lever, values]) => [
              lever,
              fc.oneof(fc.constant(null), fc.shuffledSubarray(values, { minLength: 1 })),
            ]),
          ),
        ),
        isReversed: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(asked, ({ table, chosen, isReversed }) => {
        const typed = Object.entries(chosen).map(([lever, values]) => ({
          name: flagOfLever(lever),
          text: values?.join(',') ?? '*',
        }));
        const sweep = chooseSweep({ levers: table }, isReversed ? typed.toReversed() : typed);
        const wanted = [...allBindings({ levers: table })].filter((binding) =>
          Object.entries(binding).every(([lever, value]) => chosen[lever]?.includes(value) ?? true),
        );
        if (!sweep.ok) throw new Error(tell(sweep.failure).message);
        expect([...bindingsOfSweep(sweep.value)]).toEqual(wanted);
        expect(sweep.value.bindings).toBe(wanted.length);
      }),
    );
  });

  it('is counted without being made, however large', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `v${i}`);
    const levers = Object.fromEntries(Array.from({ length: 110 }, (_, i) => [`l${i}`, many]));
    const sweep = chooseSweep(
      { levers },
      Object.keys(levers).map((name) => ({ name, text: '*' })),
    );
    expect(sweep.ok && sweep.value.bindings).toBe(Infinity);
    const [first] = sweep.ok ? bindingsOfSweep(sweep.value) : [];
    expect(first?.['l109']).toBe('v0');
  });
});

describe('a sweep refuses', () => {
  it('an unknown lever, with the nearest lever or option', () => {
    const { kind, exit, message, next, kept } = refusal(given({ ...whole, '--hiar': 'red' }));
    expect([kind, exit]).toEqual(['unknown-lever', 2]);
    expect(message).toBe('--hiar is not a lever of this recipe. Did you mean --hair?');
    expect(next).toBe("The recipe's levers: --hair, --hair-color, --mood.");
    expect(kept).toBe('Nothing was queued or written.');
    const option = refusal(given({ ...whole, '--concpets': '3' }), ['--concepts', '--more']);
    expect(option.message).toBe('--concpets is not a lever of this recipe. Did you mean --concepts?');
  });

  it('a value outside the enum, with the nearest value', () => {
    const { kind, exit, message, next } = refusal(given({ ...whole, hair: 'blak' }));
    expect([kind, exit]).toEqual(['lever-value-outside-enum', 2]);
    expect(message).toBe('--hair cannot be "blak". Did you mean black?');
    expect(next).toBe('Pass --hair with one of: red, black, white.');
    expect(refusal(given({ ...whole, hair: '' })).kind).toBe('lever-value-outside-enum');
    expect(refusal(given({ ...whole, hair: 'RED' })).message).toContain('Did you mean red?');
    expect(refusal(given({ ...whole, hair: 'red,' })).message).toBe('--hair cannot be "".');
  });

  it('a lever left out, and shows how to take all of its values', () => {
    const { kind, exit, message, next } = refusal(given({ mood: 'grim', hair_color: 'x' }));
    expect([kind, exit, message]).toEqual(['missing-lever', 2, '--hair is missing.']);
    expect(next).toBe("Pass --hair with one of: red, black, white; all of them are --hair '*'.");
    expect(refusal(given({ ...whole, hair: null })).message).toBe('--hair needs a value.');
  });

  it('a value named twice, and * beside others', () => {
    const { kind, exit, message } = refusal(given({ ...whole, hair: 'red,black,red' }));
    expect([kind, exit, message]).toEqual(['lever-value-repeated', 2, '--hair names red twice.']);
    expect(refusal(given({ ...whole, hair: '*,red' })).message).toBe('--hair has * beside other values.');
  });

  it('a lever given both ways, whatever the values', () => {
    const { kind, exit, message, next } = refusal([...given(whole), { name: 'hair', text: 'red' }]);
    expect([kind, exit, message]).toEqual(['lever-given-twice', 2, '--hair is given twice.']);
    expect(next).toBe('Pass it once, several values with commas between: --hair red,black.');
    expect(refusal([...given(whole), { name: 'hair-color', text: 'x' }]).kind).toBe('lever-given-twice');
  });

  it('everything at once, and a lever that was only mistyped is not missing as well', () => {
    const { kind, exit, failure } = refusal(
      given({ '--hiar': 'red', mood: 'grim,grim,sad', constructor: 'x', '__proto__ ': 'y' }),
    );
    expect([kind, exit]).toEqual(['levers-invalid', 2]);
    expect(failure).toMatchObject({
      faults: [
        { fault: 'unknown-lever', flag: '--hiar' },
        { fault: 'lever-value-repeated', flag: '--mood', value: 'grim' },
        { fault: 'lever-value-outside-enum', flag: '--mood', value: 'sad' },
        { fault: 'unknown-lever', flag: '--constructor' },
        { fault: 'unknown-lever' },
        { fault: 'missing-lever', flag: '--hair-color' },
      ],
    });
  });
});
