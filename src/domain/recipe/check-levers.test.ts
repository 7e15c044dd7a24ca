import { describe, expect, it } from 'vitest';
import { faults, lever, levers } from '../../../test/rig/recipe-faults.ts';

describe('lever_schema', () => {
  it('takes the closed shape alone', () => {
    expect(faults({ lever_schema: { ...levers, oneOf: [] } })).toEqual(['unknown-key -> "oneOf"']);
    expect(faults({ lever_schema: { ...levers, type: 'array' } })).toEqual(['lever-schema-shape -> "array"']);
    expect(faults({ lever_schema: { type: 'object', required: [], properties: {} } })).toEqual([
      'missing-field -> "lever_schema"',
    ]);
    expect(lever({ hair: { enum: ['red'], default: 'red' } })).toEqual(['unknown-key -> "default"']);
    expect(
      lever({ hair: { type: 'string', title: 'Hair', description: 'of the head', enum: ['red'] } }),
    ).toEqual([]);
    expect(lever({ hair: { pattern: 'x' } })).toEqual(
      ['unknown-key -> "pattern"', 'lever-not-enum -> "hair"'].reverse(),
    );
    expect(lever({ hair: { enum: [1, null] } })).toEqual(['wrong-type -> 1', 'wrong-type -> null']);
    expect(faults({ lever_schema: { ...levers, required: ['mood', 'hair', 'age', 'mood'] } })).toEqual([
      'unknown-lever -> "age"',
      'duplicate-value -> "mood"',
    ]);
  });

  it('takes a recipe without levers', () => {
    expect(lever({})).toEqual([]);
  });

  it('refuses names that are a flag already, or would be read as a "no"', () => {
    for (const name of ['dry_run', 'json', 'wait', 'max_usd', 'no_hair', 'help', 'concepts', 'set']) {
      expect(lever({ [name]: { enum: ['a'] } })).toEqual([`lever-name -> "${name}"`]);
    }
    for (const name of ['Hair', '1hair', 'hair-color', `h${'a'.repeat(32)}`, '']) {
      expect(lever({ [name]: { enum: ['a'] } })).toEqual([`lever-name -> "${name}"`]);
    }
    expect(lever({ [`h${'a'.repeat(31)}`]: { enum: ['a'] }, constructor: { enum: ['b'] } })).toEqual([]);
  });

  it('refuses values that mean something to the command line or to a terminal', () => {
    expect(lever({ hair: { enum: ['a,b', '*', '-r', '', 'ok', 'a b', 'rød'] } })).toEqual([
      'lever-value -> "a,b"',
      'lever-value -> "*"',
      'lever-value -> "-r"',
      'lever-value -> ""',
    ]);
    expect(lever({ hair: { enum: ['\u001b[31mred', 'user\u202etxt', 'a\u009b'] } })).toEqual([
      'control-character -> \\u001b',
      'control-character -> \u202e',
      'control-character -> \u009b',
    ]);
  });
});
