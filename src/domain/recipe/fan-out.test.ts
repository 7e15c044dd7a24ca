import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDigest, type Sha256 } from '../ids.ts';
import { bindingHash } from './binding.ts';
import { largestSeed } from './check-locked-fields.ts';
import { firstChildren } from './children.ts';
import { conceptBackend, fanOut, finalBackends } from './fan-out.ts';

const sha256: Sha256 = (data) => asDigest(createHash('sha256').update(data).digest('hex'));
const template = (phase: 'concept' | 'final' | 'both') => ({ phase, isPaid: false, fields: {} });
const recipe = {
  locked: { seed_production: 31337 },
  templates: { comfyui: template('concept'), pixellab: template('final'), procedural: template('final') },
};
const red = { hair: 'red' };
const black = { hair: 'black' };
const one = (binding: typeof red) => ({ binding, children: [1] });

describe('fanOut', () => {
  it('makes one cell per binding, final backend and child, in that order', () => {
    const cells = fanOut(
      recipe,
      [
        { binding: red, children: [0, 1] },
        { binding: black, children: [0, 1] },
      ],
      sha256,
    );
    expect(cells.map((c) => [c.n, c.binding['hair'], c.backend, c.childIndex, c.seed].join(' '))).toEqual([
      '1 red pixellab 0 31337',
      '2 red pixellab 1 31338',
      '3 red procedural 0 31337',
      '4 red procedural 1 31338',
      '5 black pixellab 0 31337',
      '6 black pixellab 1 31338',
      '7 black procedural 0 31337',
      '8 black procedural 1 31338',
    ]);
    expect(cells.every((c) => c.conceptBackend === 'comfyui')).toBe(true);
    expect(cells[0]?.bindingHash).toBe(bindingHash(red, sha256));
  });

  it('takes other children of each binding', () => {
    const final = { ...recipe, templates: { pixellab: template('final') } };
    const wanted = [
      { binding: red, children: [4, 2] },
      { binding: black, children: [] },
    ];
    const cells = fanOut(final, [...wanted, { binding: { hair: 'white' }, children: [0] }], sha256);
    expect(cells.map((c) => `${c.n} ${c.binding['hair']} ${c.childIndex}`)).toEqual([
      '1 red 4',
      '2 red 2',
      '3 white 0',
    ]);
  });

  it('gives ten concepts ten seeds', () => {
    const both = { ...recipe, templates: { procedural: template('both') } };
    const cells = fanOut(both, [{ binding: red, children: firstChildren(10) }], sha256);
    expect(cells.map((c) => c.seed)).toEqual([
      31337, 31338, 31339, 31340, 31341, 31342, 31343, 31344, 31345, 31346,
    ]);
    expect(cells.every((c) => c.backend === 'procedural' && c.conceptBackend === 'procedural')).toBe(true);
  });

  it('has no concept backend for a recipe without a concept', () => {
    const final = { ...recipe, templates: { pixellab: template('final') } };
    expect(conceptBackend(final)).toBeNull();
    expect(finalBackends(recipe)).toEqual(['pixellab', 'procedural']);
    expect(fanOut(final, [{ binding: red, children: [7] }], sha256)[0]).toMatchObject({
      n: 1,
      conceptBackend: null,
      childIndex: 7,
      seed: 31344,
    });
  });

  it('keeps every effective seed exact and above 0', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: largestSeed }),
        fc.integer({ min: 0, max: 999 }),
        (seed, child) => {
          const [cell] = fanOut(
            { ...recipe, locked: { seed_production: seed } },
            [{ binding: red, children: [child] }],
            sha256,
          );
          expect(Number.isSafeInteger(cell?.seed)).toBe(true);
          expect((cell?.seed ?? 0) - child).toBe(seed);
        },
      ),
    );
    expect(Number.isSafeInteger(largestSeed + 999)).toBe(true);
  });

  it('throws for children outside 0..999 and for anything given twice', () => {
    for (const child of [-1, 1000, 0.5, NaN])
      expect(() => fanOut(recipe, [{ binding: red, children: [child] }], sha256)).toThrow(RangeError);
    expect(() => fanOut(recipe, [{ binding: red, children: [1, 1] }], sha256)).toThrow('twice');
    expect(() => fanOut(recipe, [one(red), one({ ...red })], sha256)).toThrow('twice');
  });
});
