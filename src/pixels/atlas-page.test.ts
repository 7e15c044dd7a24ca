import { describe, expect, it } from 'vitest';
import { crop } from './arrange.ts';
import { composePage, tightRegion } from './atlas-page.ts';
import { blank, type Rgba } from './rgba.ts';

const picture = (rows: readonly string[], colours: { readonly [key: string]: readonly number[] }): Rgba => {
  const made = blank(rows[0]?.length ?? 0, rows.length);
  rows.forEach((row, y) =>
    [...row].forEach((key, x) => made.data.set(colours[key] ?? [0, 0, 0, 0], (y * made.width + x) * 4)),
  );
  return made;
};

const colours = { r: [255, 0, 0, 255], g: [0, 255, 0, 255], b: [0, 0, 255, 128] };

describe('composing a page', () => {
  it('repeats edges and corners outwards', () => {
    const page = composePage(
      { width: 4, height: 5 },
      [{ picture: picture(['rg', 'bb', 'gr'], colours), x: 1, y: 1 }],
      1,
    );
    expect(page).toEqual(picture(['rrgg', 'rrgg', 'bbbb', 'ggrr', 'ggrr'], colours));
  });

  it('gives back what was laid down', () => {
    const laid = picture(['rg.', '.bb'], colours);
    const page = composePage({ width: 16, height: 8 }, [{ picture: laid, x: 6, y: 3 }], 2);
    expect(crop(page, { x: 6, y: 3, w: 3, h: 2 })).toEqual(laid);
  });
});

describe('the tight box', () => {
  it('holds every pixel that can be seen, half-transparent ones too', () => {
    expect(tightRegion(picture(['.....', '..b..', '.r...', '.....'], colours))).toEqual({
      x: 1,
      y: 1,
      w: 2,
      h: 2,
    });
  });

  it('is one pixel of a picture in which nothing can be seen', () => {
    expect(tightRegion(blank(5, 4))).toEqual({ x: 0, y: 0, w: 1, h: 1 });
  });

  it('ignores colour under alpha 0', () => {
    expect(tightRegion(picture(['h.', '.r'], { ...colours, h: [9, 9, 9, 0] }))).toEqual({
      x: 1,
      y: 1,
      w: 1,
      h: 1,
    });
  });
});
