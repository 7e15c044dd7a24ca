import { describe, expect, it } from 'vitest';
import { spriteNameFrom, type Sprite } from '../domain/candidate/sprite.ts';
import { blank } from '../pixels/rgba.ts';
import normalize from './normalize.ts';

const sprite = (name: string, more: Partial<Sprite> = {}): Sprite => ({
  name: spriteNameFrom(name),
  rectangle: { x: 0, y: 0, w: 4, h: 4 },
  direction: null,
  animation: null,
  step: null,
  duration_ms: null,
  anchors: { feet: [2, 3] },
  ...more,
});
const picture = blank(4, 4);
picture.data.set([1, 2, 3, 0, 5, 6, 7, 8]);
const run = (sprites: readonly Sprite[]) => normalize.run({ picture, sprites }, {}, {}, { text: () => null });

describe('the stage normalize', () => {
  it('clears hidden colour and sorts sprites by name', () => {
    const result = run([sprite('w'), sprite('e'), sprite('n')]);
    if (!result.ok) throw new Error(result.failure.kind);
    expect([...result.value.picture.data.subarray(0, 8)]).toEqual([0, 0, 0, 0, 5, 6, 7, 8]);
    expect(result.value.sprites.map(({ name }) => name)).toEqual(['e', 'n', 'w']);
  });

  it('gives its own result back unchanged', () => {
    const once = run([sprite('b'), sprite('a')]);
    if (!once.ok) throw new Error(once.failure.kind);
    expect(normalize.run(once.value, {}, {}, { text: () => null })).toEqual(once);
  });

  it.each<[string, readonly Sprite[]]>([
    ['a candidate without sprites', []],
    ['two sprites of one name', [sprite('a'), sprite('a')]],
    ['a name that is not for engine files', [sprite('a', { name: '<a>' as Sprite['name'] })]],
    ['such a name of an animation', [sprite('a', { animation: 'A b' as Sprite['name'] })]],
    ['such a name of an anchor', [sprite('a', { anchors: { 'x"': [1, 1] } })]],
    ['a sprite outside the picture', [sprite('a', { rectangle: { x: 1, y: 0, w: 4, h: 4 } })]],
    ['a sprite without a size', [sprite('a', { rectangle: { x: 1, y: 0, w: 0, h: 4 } })]],
    ['a sprite between two pixels', [sprite('a', { rectangle: { x: 0.5, y: 0, w: 1, h: 1 } })]],
    ['a duration of nothing', [sprite('a', { duration_ms: 0 })]],
    ['an anchor between two pixels', [sprite('a', { anchors: { feet: [0.5, 0] } })]],
    ['an anchor far outside', [sprite('a', { anchors: { feet: [0, 9] } })]],
  ])('refuses %s', (_what, sprites) => {
    expect(run(sprites)).toMatchObject({ failure: { kind: 'sprites-invalid', stage: 'normalize' } });
  });
});
