import { describe, expect, it } from 'vitest';
import { spriteNameFrom, type Sprite } from '../domain/candidate/sprite.ts';
import { blank } from '../pixels/rgba.ts';
import palette from './palette.ts';

const sprite: Sprite = {
  name: spriteNameFrom('one'),
  rectangle: { x: 0, y: 0, w: 2, h: 1 },
  direction: null,
  animation: null,
  step: null,
  duration_ms: null,
  anchors: {},
};
const picture = blank(2, 1);
picture.data.set([250, 10, 10, 255, 4, 4, 4, 0]);
const piece = { picture, sprites: [sprite] };
const files = (text: string | null) => ({ text: () => text });
const locked = { palette: 'content/palettes/two.hex' };

describe('the stage palette', () => {
  it('brings visible pixels to the palette of the recipe and leaves sprites alone', () => {
    const result = palette.run(piece, {}, locked, files('000000\nff0000\n'));
    if (!result.ok) throw new Error(result.failure.kind);
    expect([...result.value.picture.data]).toEqual([255, 0, 0, 255, 4, 4, 4, 0]);
    expect(result.value.sprites).toBe(piece.sprites);
    expect([...picture.data.subarray(0, 4)]).toEqual([250, 10, 10, 255]);
  });

  it.each([
    ['no palette', {}, '000000', null],
    ['a palette of an unknown format', { palette: 'a.png' }, '000000', null],
    ['a palette file that is not there', locked, null, null],
    ['a palette file with a fault, pointing at the line', locked, '000000\nred', 2],
  ])('refuses %s', (_what, fields, text, line) => {
    expect(palette.run(piece, {}, fields, files(text))).toMatchObject({
      failure: { kind: 'palette-unusable', line },
    });
  });

  it('dithers when told to', () => {
    const gray = blank(8, 8);
    for (let i = 0; i < gray.data.length; i += 4) gray.data.set([100, 100, 100, 255], i);
    const run = (params: { readonly [name: string]: string | number }) => {
      const result = palette.run(
        { picture: gray, sprites: [sprite] },
        params,
        locked,
        files('000000\nffffff'),
      );
      if (!result.ok) throw new Error(result.failure.kind);
      return new Set(result.value.picture.data).size;
    };
    expect(run({ dither: 'bayer', strength: 1 })).toBe(2);
    expect(run({ dither: 'none', strength: 1 })).toBe(run({}));
  });
});
