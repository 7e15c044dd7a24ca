// @ts-expect-error culori ships no types; it is the oracle of this test only.
import { converter } from 'culori';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cubeRoot, linearOf, writeOklab } from './oklab.ts';
import { mapToPalette, nearestEntry } from './palette.ts';
import { blank } from './rgba.ts';

interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}
const oracle = converter('oklab') as (colour: { mode: 'rgb'; r: number; g: number; b: number }) => Lab;
const oracleLab = (colour: number): Lab =>
  oracle({
    mode: 'rgb',
    r: (colour >> 16) / 255,
    g: ((colour >> 8) & 255) / 255,
    b: (colour & 255) / 255,
  });
const distance = (p: Lab, q: Lab): number => (p.l - q.l) ** 2 + (p.a - q.a) ** 2 + (p.b - q.b) ** 2;

const colour = fc.nat(0xffffff);

describe('OKLab', () => {
  it('agrees with an independent conversion', () => {
    const out = new Float64Array(3);
    fc.assert(
      fc.property(colour, (c) => {
        writeOklab(c >> 16, (c >> 8) & 255, c & 255, out);
        const { l, a, b } = oracleLab(c);
        expect(out[0]).toBeCloseTo(l, 6);
        expect(out[1]).toBeCloseTo(a, 6);
        expect(out[2]).toBeCloseTo(b, 6);
      }),
    );
  });

  it('has roots and a light table that agree with Math to the last digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 2, noNaN: true }), (v) => {
        expect(Math.abs(cubeRoot(v) / Math.cbrt(v) - 1)).toBeLessThan(1e-14);
      }),
    );
    expect(cubeRoot(0)).toBe(0);
    linearOf.forEach((light, value) => {
      const v = value / 255;
      const expected = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      expect(Math.abs(light - expected)).toBeLessThan(1e-14);
    });
  });
});

describe('mapToPalette', () => {
  it('takes the entry that the oracle finds nearest', () => {
    fc.assert(
      fc.property(colour, fc.uniqueArray(colour, { minLength: 1, maxLength: 40 }), (c, palette) => {
        const found = palette[nearestEntry(palette, c >> 16, (c >> 8) & 255, c & 255)] ?? -1;
        const lab = oracleLab(c);
        const least = Math.min(...palette.map((entry) => distance(lab, oracleLab(entry))));
        expect(distance(lab, oracleLab(found))).toBeLessThanOrEqual(least + 1e-9);
      }),
    );
  });

  it('keeps alpha and hidden pixels, and gives every visible pixel a palette colour', () => {
    const palette = [0x101820, 0xf0e0c0, 0xa03030];
    const picture = blank(3, 1);
    picture.data.set([250, 240, 200, 255, 9, 9, 9, 0, 150, 40, 40, 128]);
    expect([...mapToPalette(picture, palette).data]).toEqual([
      0xf0, 0xe0, 0xc0, 255, 9, 9, 9, 0, 0xa0, 0x30, 0x30, 128,
    ]);
  });

  it('maps a picture the same as its colours one by one, whatever the cache holds', () => {
    const palette = [0x000000, 0x444488, 0xcc8844, 0xffffff];
    const picture = blank(64, 64);
    for (let i = 0; i < picture.data.length; i += 1) picture.data[i] = i % 4 === 3 ? 255 : (i * i * 7) & 255;
    const { data } = mapToPalette(picture, palette);
    for (let i = 0; i < data.length; i += 4) {
      const [r = 0, g = 0, b = 0] = picture.data.subarray(i, i + 3);
      const found = palette[nearestEntry(palette, r, g, b)] ?? -1;
      expect(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0)).toBe(found);
    }
  });

  it('with bayer mixes two entries in the share that lies between them, and not at strength 0', () => {
    const gray = blank(64, 64);
    for (let i = 0; i < gray.data.length; i += 4) gray.data.set([99, 99, 99, 255], i);
    const share = (strength: number): number => {
      const { data } = mapToPalette(gray, [0x000000, 0xffffff], { dither: 'bayer', strength });
      return data.filter((value, i) => i % 4 === 0 && value === 255).length / 4096;
    };
    expect(share(1)).toBeGreaterThan(0.3);
    expect(share(1)).toBeLessThan(0.7);
    expect([0, 1]).toContain(share(0));
  });

  it('uses each of the 64 thresholds once', () => {
    const ramp = Array.from({ length: 256 }, (_, v) => v * 0x010101);
    const gray = blank(8, 8);
    for (let i = 0; i < gray.data.length; i += 4) gray.data.set([128, 128, 128, 255], i);
    const { data } = mapToPalette(gray, ramp, { dither: 'bayer', strength: 1 });
    // A step of 1/64 of a quarter of all lightness is about one gray level, so nearly every cell differs.
    expect(new Set(data.filter((_, i) => i % 4 === 0)).size).toBeGreaterThan(50);
  });

  it('refuses an empty palette, which is a bug', () => {
    expect(() => mapToPalette(blank(1, 1), [])).toThrow(RangeError);
  });
});
