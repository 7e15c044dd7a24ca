import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../canonical-json.ts';
import type { Digest } from '../ids.ts';
import { isPrintable } from '../source/printable.ts';
import { changesText, changeText } from './change-text.ts';
import { compareIngredients } from './compare-ingredients.ts';
import { changeCount, explainChanges, type NamedChange } from './explain.ts';
import type { Ingredients } from './fingerprint.ts';

const digest = (letter: string): Digest => letter.repeat(64) as Digest;

const final: Ingredients = {
  stage: 'final',
  version: 2,
  backend: 'paint',
  params: {
    phase: 'final',
    kind: 'character.smith',
    binding: { hair: 'red', mood: 'calm' },
    seed: 7301,
    locked: { steps: 30, palette: { file: digest('a') }, loras: [{ name: 'ink', strength: 0.5 }] },
    template: { prompt: 'a calm smith with red hair before an anvil', negative: 'blurry' },
  },
  inputs: [{ role: 'concept', digest: digest('c') }],
  environment: { torch: '2.4' },
  outputs: ['*.json', '*.png'],
};
const post: Ingredients = {
  stage: 'palette',
  version: 1,
  params: { strength: 1, locked: { palette: { file: digest('a') } } },
  inputs: [
    { role: '0.picture', digest: digest('1') },
    { role: '0.sprites', digest: digest('2') },
  ],
  environment: {},
  outputs: ['*.json', '*.png'],
};

/** The ingredients with the value at a path replaced; `undefined` takes it out. */
function at(of: Ingredients, path: string, value: unknown): Ingredients {
  const copy = structuredClone(of) as unknown as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const holder = parts.reduce((inner, part) => inner[part] as Record<string, unknown>, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy as unknown as Ingredients;
}
const told = (from: Ingredients, to: Ingredients): string => changesText(explainChanges(from, to));

describe('a change', () => {
  it.each([
    ['params.binding.hair', 'black', 'levers.hair red -> black'],
    ['params.locked.steps', 40, 'locked_fields.steps 30 -> 40'],
    ['params.locked.steps', '30', 'locked_fields.steps 30 -> "30"'],
    ['params.locked.steps', undefined, 'locked_fields.steps 30 -> not set'],
    ['params.locked.cfg', 7.5, 'locked_fields.cfg not set -> 7.5'],
    ['params.locked.loras.0.strength', 0.75, 'locked_fields.loras.0.strength 0.5 -> 0.75'],
    ['params.seed', 7302, 'seed 7301 -> 7302'],
    ['params.template.negative', 'dark', 'template.negative blurry -> dark'],
    [
      'params.template.prompt',
      'a calm warrior with red hair before an anvil',
      'template.prompt "a calm [-smith-] {+warrior+} with red …"',
    ],
    ['params.locked.palette', { file: digest('b') }, 'palette content changed (aaaa… -> bbbb…)'],
    ['version', 3, 'version of final 2 -> 3'],
    ['environment.torch', '2.5', 'environment.torch 2.4 -> 2.5'],
    ['environment.gpu', 'L4', 'environment.gpu not set -> L4'],
    ['inputs.0.digest', digest('d'), 'input concept changed'],
    ['salt', 'poisoned', 'salt not set -> poisoned'],
    ['params.extra', 1, 'params.extra not set -> 1'],
  ])('of %s is named', (path, value, text) => {
    expect(told(final, at(final, path, value))).toBe(text);
  });

  it('of a post stage is named as the recipe has it', () => {
    expect(told(post, at(post, 'params.strength', 0.5))).toBe('postprocess.palette.strength 1 -> 0.5');
    const other = at(post, 'inputs.0.digest', digest('3'));
    expect(changesText(explainChanges(post, other, { stageBefore: 'final' }))).toBe('input final changed');
    const more = at(other, 'inputs', [...other.inputs, { role: '1.picture', digest: digest('4') }]);
    expect(changesText(explainChanges(post, more, { stageBefore: 'final' }))).toBe(
      'input final changed (1 picture -> 2 pictures)',
    );
  });

  it('of a file names its changed lines where the runs have both texts', () => {
    const files = (colour: string) => () => ({ path: 'content/iron.hex', text: `#000000\n${colour}\n` });
    const changes = explainChanges(post, at(post, 'params.locked.palette.file', digest('b')), {
      files: { from: files('#2e222f'), to: files('#3e3546') },
    });
    expect(changesText(changes)).toBe(
      'palette content changed (aaaa… -> bbbb…): content/iron.hex line 2: #2e222f -> #3e3546',
    );
  });

  it('of a prompt that only follows a lever is left out of the sentence, and counts for nothing', () => {
    const to = at(
      at(final, 'params.binding.hair', 'black'),
      'params.template.prompt',
      'a calm smith with black hair before an anvil',
    );
    expect(told(final, to)).toBe('levers.hair red -> black');
    expect(changeCount(explainChanges(final, to))).toBe(1);
    const edited = at(to, 'params.template.prompt', 'a calm smith with black hair before a forge');
    expect(told(final, edited)).toMatch(/^levers\.hair red -> black, template\.prompt /);
  });

  it('of an input names what is behind it, at the bottom', () => {
    const lever = explainChanges(final, at(final, 'params.binding.hair', 'black'));
    const [input] = explainChanges(post, at(post, 'inputs.0.digest', digest('3')), { stageBefore: 'final' });
    const because = { ...(input as NamedChange), because: lever };
    expect(changeText(because)).toBe('input final changed because levers.hair red -> black');
    const [next] = explainChanges(post, at(post, 'inputs.0.digest', digest('3')), { stageBefore: 'palette' });
    expect(changeText({ ...(next as NamedChange), because: [because] })).toBe(
      'input palette changed because levers.hair red -> black',
    );
    expect(changesText([...lever, because])).toBe('levers.hair red -> black, input final changed with it');
    expect(changeText({ ...(input as NamedChange), because: [] })).toBe(
      'input final changed though the same was asked for',
    );
  });
});

const keys = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('file', 'locked', 'binding', 'constructor', '__proto__', 'a.b'),
);
const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, -0, 1e308 * 10, 30),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(digest('a'), digest('b'), 'red\u001b[31m', '\u202e\ud800'),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 4 }),
  ),
})).json;
const ingredients = fc
  .record(
    {
      stage: json,
      version: json,
      backend: json,
      params: fc.oneof(json, fc.dictionary(keys, json)),
      inputs: fc.oneof(json, fc.array(fc.record({ role: json, digest: json }))),
      environment: json,
      outputs: json,
      salt: json,
    },
    { requiredKeys: [] },
  )
  .map((one) => one as unknown as Ingredients);

/** Two documents that have most in common, as two runs of one recipe have. */
const kin = fc
  .tuple(ingredients, ingredients, fc.infiniteStream(fc.nat(4)))
  .map(([from, other, dice]) => [from, crossed(from, other, dice) as Ingredients] as const);

function crossed(from: unknown, other: unknown, dice: Iterator<number>): unknown {
  const thrown = dice.next().value as number;
  if (thrown === 0) return other;
  if (Array.isArray(from)) return from.map((item, i) => crossed(item, (other as unknown[])?.[i] ?? i, dice));
  if (typeof from !== 'object' || from === null) return thrown === 1 ? other : from;
  const entries = Object.entries(from).map(([key, item]) => {
    const there = typeof other === 'object' && other !== null && Object.hasOwn(other, key);
    return [key, crossed(item, there ? (other as Record<string, unknown>)[key] : key, dice)] as const;
  });
  return Object.fromEntries(entries);
}

describe('explaining any two stored documents', () => {
  it('says nothing of a document and itself', () => {
    fc.assert(
      fc.property(ingredients, (one) => {
        expect(explainChanges(one, structuredClone(one))).toEqual([]);
      }),
    );
  });

  it('names every field that differs exactly once, and never throws or prints a control character', () => {
    fc.assert(
      fc.property(fc.oneof(kin, kin, fc.tuple(ingredients, ingredients)), ([from, to]) => {
        const changes = explainChanges(from, to);
        const differing = compareIngredients(from, to);
        const values = differing.filter(({ path }) => path[0] !== 'inputs');
        expect(changes.filter(({ kind }) => kind !== 'input')).toHaveLength(values.length);
        expect(changes.some(({ kind }) => kind === 'input')).toBe(values.length < differing.length);
        expect(new Set(changes.map(({ field }) => field)).size).toBe(changes.length);
        for (const change of changes) {
          const text = changeText(change);
          expect(isPrintable(text) && isPrintable(change.field)).toBe(true);
          const [before, after] = / ([^ ]+) -> ([^ ]+)$/.exec(text)?.slice(1) ?? ['a', 'b'];
          expect(before).not.toBe(after);
        }
        expect(isPrintable(changesText(changes))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('reads a document of a hundred thousand levels', () => {
    const deep = (last: string): Ingredients =>
      ({
        params: JSON.parse(`${'['.repeat(100_000)}"${last}"${']'.repeat(100_000)}`),
      }) as unknown as Ingredients;
    expect(explainChanges(deep('a'), deep('a'))).toEqual([]);
    expect(explainChanges(deep('a'), deep('b')).map(changeText)).toHaveLength(1);
  });
});
