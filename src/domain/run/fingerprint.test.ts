import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDigest, type Sha256 } from '../ids.ts';
import { fingerprintOf, withFileDigests, type Ingredients } from './fingerprint.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));

const sample: Ingredients = {
  stage: 'final',
  version: 3,
  backend: 'procedural',
  params: {
    seed: 1066,
    binding: { material: 'stone', armor: 'plate' },
    locked: { canvas_width: 48, scale: 0.5 },
  },
  inputs: [{ role: 'concept', digest: sha256('concept') }],
  environment: { gpu: 'none' },
  outputs: ['*.json', '*.png'],
};

describe('fingerprintOf', () => {
  // A changed golden value means that nothing ever made before is found again. Then the salt of the text changes too.
  it('is this very value for these very ingredients, as another program computes it', () => {
    expect(fingerprintOf(sample, sha256)).toBe(
      '6a60fda28136d561684861b9839093d064b2050dd9bc18120b763b979676125c',
    );
  });

  it('does not depend on the order in which members were written', () => {
    const turned: Ingredients = {
      outputs: sample.outputs,
      environment: sample.environment,
      inputs: sample.inputs,
      params: {
        locked: { scale: 0.5, canvas_width: 48 },
        binding: { armor: 'plate', material: 'stone' },
        seed: 1066,
      },
      backend: 'procedural',
      version: 3,
      stage: 'final',
    };
    expect(fingerprintOf(turned, sha256)).toBe(fingerprintOf(sample, sha256));
  });

  it('changes with every ingredient', () => {
    const changes: Partial<Ingredients>[] = [
      { stage: 'concept' },
      { version: 4 },
      { backend: 'comfyui' },
      { params: { ...sample.params, seed: 1067 } },
      { inputs: [{ role: 'concept', digest: sha256('another') }] },
      { inputs: [{ role: 'other', digest: sha256('concept') }] },
      { inputs: [] },
      { environment: { gpu: 'some' } },
      { outputs: ['*.png'] },
      { salt: 'poisoned' },
    ];
    const all = [sample, ...changes.map((change) => ({ ...sample, ...change }))].map((i) =>
      fingerprintOf(i, sha256),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses numbers that two machines could write differently', () => {
    for (const seed of [NaN, Infinity, -0, 2 ** 53]) {
      expect(() => fingerprintOf({ ...sample, params: { seed } }, sha256)).toThrow(TypeError);
    }
  });

  it('tells apart whatever canonical JSON tells apart', () => {
    const value = fc.jsonValue().map((v) => JSON.parse(JSON.stringify(v)) as never);
    fc.assert(
      fc.property(value, value, (a, b) => {
        let equal: boolean;
        try {
          equal =
            fingerprintOf({ ...sample, params: { a } }, sha256) ===
            fingerprintOf({ ...sample, params: { a: b } }, sha256);
        } catch {
          return;
        }
        expect(equal).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 200 },
    );
  });
});

describe('withFileDigests', () => {
  it('puts content in the place of paths, at any depth, and touches nothing else', () => {
    const digests = new Map([['content/palettes/a.hex', sha256('a')]]);
    const value = {
      palette: 'content/palettes/a.hex',
      list: [{ file: 'content/palettes/a.hex' }, 'other'],
      n: 1,
      no: null,
    };
    expect(withFileDigests(value, digests)).toEqual({
      palette: { file: sha256('a') },
      list: [{ file: { file: sha256('a') } }, 'other'],
      n: 1,
      no: null,
    });
  });
});
