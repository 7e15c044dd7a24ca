import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../canonical-json.ts';
import { asDigest, type Sha256 } from '../ids.ts';
import { compareIngredients, isToolOrEnvironment } from './compare-ingredients.ts';
import { fingerprintOf, type Ingredients } from './fingerprint.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));

const sample: Ingredients = {
  stage: 'final',
  version: 3,
  backend: 'comfyui',
  params: {
    seed: 1066,
    binding: { hair: 'red' },
    locked: { steps: 30, loras: [{ name: 'fur', strength: 0.5 }] },
  },
  inputs: [{ role: 'concept', digest: sha256('concept') }],
  environment: { torch: '2.4' },
  outputs: ['*.json', '*.png'],
};

describe('compareIngredients', () => {
  it('finds nothing where the order of members is all that differs', () => {
    const turned = Object.fromEntries(Object.entries(sample).reverse()) as unknown as Ingredients;
    expect(compareIngredients(sample, turned)).toEqual([]);
  });

  it('names the smallest parts that differ, by path', () => {
    const changed: Ingredients = {
      ...sample,
      version: 4,
      params: {
        seed: 1066,
        binding: { hair: 'black' },
        locked: { loras: [{ name: 'fur', strength: 0.75 }], cfg_scale: 7 },
      },
      environment: {},
      salt: 'poisoned',
    };
    expect(compareIngredients(sample, changed)).toEqual([
      { path: ['environment', 'torch'], from: '2.4', to: undefined },
      { path: ['params', 'binding', 'hair'], from: 'red', to: 'black' },
      { path: ['params', 'locked', 'cfg_scale'], from: undefined, to: 7 },
      { path: ['params', 'locked', 'loras', '0', 'strength'], from: 0.5, to: 0.75 },
      { path: ['params', 'locked', 'steps'], from: 30, to: undefined },
      { path: ['salt'], from: undefined, to: 'poisoned' },
      { path: ['version'], from: 3, to: 4 },
    ]);
  });

  it('takes lists of unequal length, and values of other kinds, as a whole', () => {
    const loras = { ...sample, params: { list: [1, 2], kind: { a: 1 } } };
    const more = { ...sample, params: { list: [1, 2, 3], kind: [1] } };
    expect(compareIngredients(loras, more)).toEqual([
      { path: ['params', 'kind'], from: { a: 1 }, to: [1] },
      { path: ['params', 'list'], from: [1, 2], to: [1, 2, 3] },
    ]);
  });

  it('takes no member of Object for a field', () => {
    const named = { ...sample, params: { constructor: 'a' } };
    expect(compareIngredients({ ...sample, params: {} }, named)).toEqual([
      { path: ['params', 'constructor'], from: undefined, to: 'a' },
    ]);
  });

  it('is empty exactly when the fingerprints are equal', () => {
    const json = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>(null, true, 0, 1, 'a', '', [], {}),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    fc.assert(
      fc.property(json, json, (a, b) => {
        const one = { ...sample, params: { a } };
        const two = { ...sample, params: { a: b } };
        const isEqual = fingerprintOf(one, sha256) === fingerprintOf(two, sha256);
        expect(compareIngredients(one, two).length === 0).toBe(isEqual);
      }),
    );
  });
});

it('counts the version and the environment as tool or environment, and nothing else', () => {
  const fields = ['version', 'environment', 'params', 'inputs', 'outputs', 'salt', 'backend', 'stage'];
  const ofTool = fields.filter((field) =>
    isToolOrEnvironment({ path: [field, 'version'], from: undefined, to: 1 }),
  );
  expect(ofTool).toEqual(['version', 'environment']);
});
