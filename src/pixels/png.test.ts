import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../adapters/files/sha256.ts';
import { isPngComplete, readPngHeader } from './png-header.ts';
import { encodePng } from './png.ts';
import { blank, clearHidden, type Rgba } from './rgba.ts';

/** A picture with `colours` different colours, one to a pixel. */
function manyColours(colours: number): Rgba {
  const picture = blank(colours, 1);
  for (let i = 0; i < colours; i += 1) picture.data.set([i & 255, i >> 8, 7, 255], i * 4);
  return picture;
}

function chunkNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer);
  const names: string[] = [];
  for (let at = 8; at < bytes.length; at += view.getUint32(at) + 12) {
    names.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
  }
  return names;
}

const headerOf = (bytes: Uint8Array) => {
  const header = readPngHeader(bytes);
  if (!header.ok) throw new Error(header.failure);
  return header.value;
};

describe('encodePng', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 4],
    [16, 4],
    [17, 8],
    [256, 8],
  ])('indexes %i colours at %i bits', (colours, bits) => {
    expect(headerOf(encodePng(manyColours(colours)))).toMatchObject({
      colourType: 'indexed',
      bitDepth: bits,
      width: colours,
      height: 1,
    });
  });

  it('writes more than 256 colours as RGBA', () => {
    const bytes = encodePng(manyColours(257));
    expect(headerOf(bytes)).toMatchObject({ colourType: 'rgba', bitDepth: 8 });
    expect(chunkNames(bytes)).toEqual(['IHDR', 'IDAT', 'IEND']);
  });

  it('writes no chunk that a picture can do without', () => {
    expect(chunkNames(encodePng(manyColours(3)))).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
    expect(chunkNames(encodePng(blank(2, 2)))).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  });

  it('gives pictures that differ only in hidden colour the same bytes', () => {
    const pixel = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.constantFrom(0, 128, 255));
    fc.assert(
      fc.property(fc.array(pixel, { minLength: 12, maxLength: 12 }), (pixels) => {
        const picture = { width: 4, height: 3, data: Uint8Array.from(pixels.flat()) };
        expect(encodePng(picture)).toEqual(encodePng(clearHidden(picture)));
      }),
    );
  });

  it('keeps its bytes from version to version', () => {
    const wide = blank(40, 30);
    for (let i = 0; i < wide.data.length; i += 1) wide.data[i] = (i * i * 31 + i * 7) & 255;
    expect([sha256(encodePng(manyColours(200))), sha256(encodePng(wide))]).toMatchInlineSnapshot(`
      [
        "a30c5f3a233a5db4810248cb4f464af425c814cea4dff3d9a251fb4b6c4c46a2",
        "7d35d47adeedda028f9c9c1112b695c91a7310eac5908287ae196cc0e736752f",
      ]
    `);
  });

  it('refuses data that does not fit its size, which is a bug', () => {
    expect(() => encodePng({ width: 2, height: 2, data: new Uint8Array(12) })).toThrow(RangeError);
  });
});

describe('readPngHeader', () => {
  const good = encodePng(blank(300, 7));
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = good.slice();
    bytes[at] = value;
    return bytes;
  };

  it('reads sizes', () => {
    expect(headerOf(good)).toMatchObject({ width: 300, height: 7, isInterlaced: false });
  });

  it('reads from a view into a larger buffer', () => {
    const buffer = new Uint8Array(good.length + 5);
    buffer.set(good, 5);
    expect(headerOf(buffer.subarray(5)).width).toBe(300);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'not-png'],
    ['text', new TextEncoder().encode('GIF89a and more than enough bytes to be read'), 'not-png'],
    ['half a header', good.slice(0, 20), 'truncated'],
    ['half a signature', good.slice(0, 5), 'truncated'],
    ['another first chunk', changed(12, 0x4a), 'malformed-header'],
    ['a header of another length', changed(11, 14), 'malformed-header'],
    ['a width above 2^31-1', changed(16, 0x80), 'malformed-header'],
    ['a bit depth that the colour type cannot have', changed(24, 16), 'malformed-header'],
    ['an unknown colour type', changed(25, 5), 'malformed-header'],
    ['an unknown compression', changed(26, 1), 'malformed-header'],
    ['an unknown interlacing', changed(28, 2), 'malformed-header'],
  ])('refuses %s', (_what, bytes, fault) => {
    expect(readPngHeader(bytes)).toEqual({ ok: false, failure: fault });
  });

  it('refuses a width of 0', () => {
    const bytes = good.slice();
    bytes.fill(0, 16, 20);
    expect(readPngHeader(bytes).ok).toBe(false);
  });
});

describe('isPngComplete', () => {
  it('is true of a whole file only, whatever follows it', () => {
    const whole = encodePng(manyColours(20));
    expect(isPngComplete(whole)).toBe(true);
    expect(isPngComplete(Uint8Array.of(...whole, 1, 2, 3))).toBe(true);
    for (let length = 0; length < whole.length; length += 1) {
      expect(isPngComplete(whole.subarray(0, length))).toBe(false);
    }
  });
});
