import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest, RecipeId, RunId } from '../ids.ts';
import { draftDifference, draftFields, takeFields, type DraftField } from './draft-difference.ts';
import { draftText, emptyDraft, longestText, parseDraft, type EditorDraft } from './editor-draft.ts';
import { nothingWanted } from './wanted.ts';

const run = 'run_0042_abcd' as RunId;
const texts = fc.constantFrom('red', 'black', 'a\u001b[31mb', '\ud800', '');
const names = fc.constantFrom('hair', 'mood', 'armor');
const group = fc.record({
  levers: fc.dictionary(names, fc.uniqueArray(texts, { maxLength: 3 })),
  children: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 3 }),
  backends: fc.option(fc.uniqueArray(fc.constantFrom('comfyui', 'pixellab'), { minLength: 1 })),
});
const draft: fc.Arbitrary<EditorDraft> = fc.record({
  schema_version: fc.constant(1 as const),
  recipe: fc.option(
    fc.record({
      recipe_id: fc.constantFrom('a.b.c.v1', 'a.b.c.v2') as fc.Arbitrary<RecipeId>,
      digest: fc.option(fc.constantFrom('a'.repeat(64), 'b'.repeat(64))) as fc.Arbitrary<Digest | null>,
      text: fc.option(fc.string()),
    }),
  ),
  wanted: fc.array(group, { minLength: 1, maxLength: 3 }),
  limits: fc.record({ max_micro_usd: fc.option(fc.nat()) }),
  ui: fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<EditorDraft['ui']>,
  from_run: fc.option(fc.constant(run)),
});
const everything = new Set(draftFields);

describe('taking of a run', () => {
  it('all leaves no difference, and none changes nothing', () => {
    fc.assert(
      fc.property(draft, draft, (before, ofRun) => {
        const taken = takeFields(before, ofRun, everything, run);
        expect(draftDifference(taken, ofRun)).toEqual([]);
        expect(taken).toEqual({ ...ofRun, from_run: run });
        expect(takeFields(before, ofRun, new Set(), run)).toBe(before);
      }),
    );
  });

  it('some fields leaves the others as they were', () => {
    const some = fc.subarray([...draftFields], { minLength: 1 });
    fc.assert(
      fc.property(draft, draft, some, (before, ofRun, fields) => {
        const taken = takeFields(before, ofRun, new Set(fields), run);
        const changed = new Set(draftDifference(before, taken).map(({ field }) => field));
        const others = draftFields.filter((field) => !fields.includes(field) && changed.has(field));
        // Children and backends that were not the same of all groups are those of all, once the levers are other ones.
        const uneven: readonly DraftField[] = ['levers', 'children', 'backends'];
        expect(others.filter((field) => !uneven.includes(field))).toEqual([]);
        if (before.wanted.length === 1 && ofRun.wanted.length === 1) expect(others).toEqual([]);
      }),
    );
  });

  it('names each lever, and what neither has alike', () => {
    const ofRun: EditorDraft = {
      ...emptyDraft,
      wanted: [{ levers: { hair: ['red', 'black'] }, children: [0, 1, 2], backends: ['comfyui'] }],
      limits: { max_micro_usd: 5_000_000 },
    };
    expect(draftDifference(emptyDraft, ofRun)).toEqual([
      { field: 'levers', name: 'hair', from: null, to: 'black,red' },
      { field: 'children', name: '', from: '0', to: '0-2' },
      { field: 'backends', name: '', from: 'all of the recipe', to: 'comfyui' },
      { field: 'limits', name: '', from: null, to: '$5.00' },
    ]);
  });

  it('sees that the same values are not each with each', () => {
    const one = { hair: ['red', 'black'], mood: ['calm', 'grim'] };
    const whole: EditorDraft = { ...emptyDraft, wanted: [{ levers: one, children: [0], backends: null }] };
    const parts: EditorDraft = {
      ...emptyDraft,
      wanted: [
        { levers: { hair: ['red'], mood: ['calm'] }, children: [0], backends: null },
        { levers: { hair: ['black'], mood: ['grim'] }, children: [0], backends: null },
      ],
    };
    expect(draftDifference(whole, parts)).toEqual([
      { field: 'levers', name: 'combinations', from: 'each with each', to: '2 groups' },
    ]);
  });
});

describe('the draft’s file', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(draft, (one) => {
        expect(parseDraft(draftText(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });

  it.each<[string, object, string]>([
    ['a later version', { schema_version: 2 }, 'schema version is 2'],
    ['no recipe id', { recipe: { recipe_id: '../x', digest: null, text: null } }, 'recipe is not one'],
    [
      'a giant text',
      { recipe: { recipe_id: 'a.b.c.v1', digest: null, text: 'x'.repeat(longestText + 1) } },
      'recipe',
    ],
    ['a child beyond the last', { wanted: [{ ...nothingWanted[0], children: [1000] }] }, 'group 1'],
    ['a child twice', { wanted: [{ ...nothingWanted[0], children: [1, 1] }] }, 'group 1'],
    ['a backend that is a path', { wanted: [{ ...nothingWanted[0], backends: ['../a'] }] }, 'group 1'],
    ['levers that are a list', { wanted: [{ ...nothingWanted[0], levers: [] }] }, 'group 1'],
    ['a limit below nothing', { limits: { max_micro_usd: -1 } }, 'limit'],
    ['a run that is a path', { from_run: '../../etc' }, 'from_run'],
    ['no ui', { ui: null }, 'ui'],
  ])('with %s is refused in words', (_, change, why) => {
    const read = parseDraft(JSON.stringify({ ...emptyDraft, ...change }));
    expect(read).toContain(why);
  });

  it('may be anything at all without a throw', () => {
    fc.assert(fc.property(fc.json(), (text) => typeof parseDraft(text) === 'string'));
    expect(parseDraft('{')).toBe('it is not JSON');
    expect(parseDraft('[]')).toBe('it is not an object');
  });
});
