import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../test/rig/procedural-digests.ts';
import type { BackendPicture, BackendRecipeView, BackendRequest } from '../ports/backend.ts';
import procedural from './procedural.ts';
import { drawLots } from './procedural/draw-lots.ts';

async function drawn(request: Partial<BackendRequest>): Promise<BackendPicture> {
  const answer = await procedural.runner?.generate(
    {
      phase: 'final',
      kind: 'character.humanoid',
      binding: {},
      seed: 1,
      locked: {},
      template: {},
      concept: null,
      ...request,
    },
    { signal: { aborted: false } },
  );
  if (answer?.ok !== true) throw new Error('not drawn');
  const [picture] = answer.value.pictures;
  if (picture === undefined) throw new Error('no picture');
  return picture;
}

describe('the backend procedural', () => {
  it('gives ten siblings ten different concepts and ten different finals', async () => {
    for (const phase of ['concept', 'final'] as const) {
      const digests = new Set<string>();
      for (let child = 0; child < 10; child += 1) {
        digests.add(digestOf(await drawn({ phase, seed: 900 + child })));
      }
      expect(digests.size).toBe(10);
    }
  });

  it('gives one request the same picture again, whatever was drawn between', async () => {
    const request = { binding: { weapon: 'axe' }, seed: 12 } as const;
    const first = await drawn(request);
    await drawn({ binding: { weapon: 'staff' }, seed: 13 });
    expect(await drawn(request)).toEqual(first);
  });

  it('takes a value from the binding, then from the template, then its own', async () => {
    const template = { look: { weapon: 'spear' } };
    const bySpear = digestOf(await drawn({ binding: { weapon: 'spear' } }));
    expect(digestOf(await drawn({ template }))).toBe(bySpear);
    const bySword = digestOf(await drawn({ binding: { weapon: 'sword' } }));
    expect(digestOf(await drawn({ template, binding: { weapon: 'sword' } }))).toBe(bySword);
    expect(digestOf(await drawn({ binding: { weapon: 'none' } }))).toBe(digestOf(await drawn({})));
  });

  it('answers what it cannot draw with a failure', async () => {
    const ask = (more: Partial<BackendRequest>) =>
      procedural.runner?.generate(
        {
          phase: 'final',
          kind: 'character.humanoid',
          binding: {},
          seed: 1,
          locked: {},
          template: {},
          concept: null,
          ...more,
        },
        { signal: { aborted: false } },
      );
    const failed = { failure: { kind: 'picture-not-drawable' } };
    expect(await ask({ kind: 'ui.panel' })).toMatchObject(failed);
    expect(await ask({ binding: { hair: 'blue' } })).toMatchObject(failed);
    expect(await ask({ kind: 'object.statue', template: { look: { material: 'gold' } } })).toMatchObject(
      failed,
    );
  });
});

describe('validation by procedural', () => {
  const view = (more: Partial<BackendRecipeView>): BackendRecipeView => ({
    kind: 'character.humanoid',
    levers: {},
    locked: {},
    template: {},
    ...more,
  });
  const findings = (more: Partial<BackendRecipeView>) => procedural.validate?.(view(more)) ?? [];

  it('accepts any subset of levers and values', () => {
    expect(findings({ levers: { hair: ['hood', 'short'], weapon: ['axe'] } })).toEqual([]);
    expect(findings({ kind: 'object.statue', levers: { material: ['ice'] }, template: {} })).toEqual([]);
    expect(findings({ template: { look: { weapon: 'sword' } } })).toEqual([]);
  });

  it('points at levers and values that it cannot draw, with the word that was meant', () => {
    expect(findings({ levers: { hiar: ['short'], weapon: ['sword', 'swrod', 'ak-47'] } })).toMatchObject([
      { code: 'lever-not-drawn', path: ['lever_schema', 'properties', 'hiar'], severity: 'error' },
      { code: 'value-not-drawn', path: ['lever_schema', 'properties', 'weapon', 'enum', 1] },
      { code: 'value-not-drawn', path: ['lever_schema', 'properties', 'weapon', 'enum', 2] },
    ]);
    expect(findings({ levers: { hiar: ['short'] } })[0]?.hint).toContain('Did you mean "hair"?');
    expect(findings({ levers: { weapon: ['swrod'] } })[0]?.hint).toContain('Did you mean "sword"?');
  });

  it('is not fooled by names that every object has', () => {
    expect(findings({ levers: { constructor: ['a'] } })).toMatchObject([{ code: 'lever-not-drawn' }]);
  });

  it('refuses other kinds, levers of other kinds, and warns of values that are never used', () => {
    expect(findings({ kind: 'character.humanoidd' })).toMatchObject([
      { code: 'kind-not-drawn', path: ['kind'] },
    ]);
    expect(findings({ template: { look: { material: 'ice' } } })).toMatchObject([
      {
        code: 'lever-not-drawn',
        path: ['prompt_templates_by_backend', 'procedural', 'look', 'material'],
      },
    ]);
    expect(findings({ template: { look: { hair: 'lng' } } })).toMatchObject([{ code: 'value-not-drawn' }]);
    expect(findings({ levers: { material: ['ice'] } })).toMatchObject([{ code: 'lever-not-drawn' }]);
    expect(
      findings({ levers: { hair: ['short'] }, template: { look: { hair: 'long', armor: 'robe' } } }),
    ).toMatchObject([{ code: 'template-field-unused', severity: 'warning' }]);
  });
});

describe('lots', () => {
  const seed = fc.maxSafeNat();

  it('stay in range, and depend on seed and name alone', () => {
    fc.assert(
      fc.property(seed, fc.string(), fc.integer({ min: 1, max: 50 }), (s, name, count) => {
        const thrown = drawLots(s).below(name, count);
        const dealt = drawLots(s).dealt(name, count);
        for (const lot of [thrown, dealt]) {
          expect(Number.isInteger(lot) && lot >= 0 && lot < count).toBe(true);
        }
        expect([drawLots(s).below(name, count), drawLots(s).dealt(name, count)]).toEqual([thrown, dealt]);
      }),
    );
  });

  it('deals each value once to as many neighbours as there are values', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.string(), fc.integer({ min: 1, max: 12 }), (s, name, count) => {
        const dealt = Array.from({ length: count }, (_, child) => drawLots(s + child).dealt(name, count));
        expect(new Set(dealt).size).toBe(count);
      }),
    );
  });

  it('throws every value about as often, for neighbouring and for huge seeds', () => {
    for (const base of [1, 5000, 2 ** 32 - 300, 2 ** 52]) {
      const counts = [0, 0, 0, 0, 0];
      for (let i = 0; i < 2000; i += 1) {
        const lot = drawLots(base + i).below('skin', 5);
        counts[lot] = (counts[lot] ?? 0) + 1;
      }
      for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(90);
    }
  });
});
