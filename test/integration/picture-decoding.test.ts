import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureDecoder } from '../../src/adapters/files/decode-picture.ts';
import { encodePng } from '../../src/pixels/png.ts';
import { blank, clearHidden, type Rgba } from '../../src/pixels/rgba.ts';

const { decode } = pictureDecoder;

async function decoded(bytes: Uint8Array): Promise<Rgba> {
  const answer = await decode(bytes, 'x.png');
  if (!answer.ok) throw new Error(`${answer.failure.kind}: ${String(answer.failure.cause)}`);
  return answer.value;
}

/** A PNG made by hand: the header's fields, more chunks, and rows that are already filtered. */
function png(
  [width, height, depth, type, interlaced = 0]: readonly number[],
  rows: Uint8Array,
  more: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width ?? 0, 0);
  head.writeUInt32BE(height ?? 0, 4);
  head.set([depth ?? 0, type ?? 0, 0, 0, interlaced], 8);
  const chunks: [string, Uint8Array][] = [
    ['IHDR', head],
    ...more.map(([name, body]): [string, Uint8Array] => [name, body]),
    ['IDAT', deflateSync(rows)],
    ['IEND', new Uint8Array(0)],
  ];
  const parts = chunks.map(([name, body]) => {
    const chunk = Buffer.alloc(body.length + 12);
    chunk.writeUInt32BE(body.length, 0);
    chunk.write(name, 4, 'latin1');
    chunk.set(body, 8);
    chunk.writeInt32BE(crc(chunk.subarray(4, -4)), body.length + 8);
    return chunk;
  });
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...parts]);
}

/** CRC-32 bit by bit: slow, plain, and not the one of the code under test. */
function crc(bytes: Uint8Array): number {
  let c = -1;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit += 1) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c;
}

/** A few colours, or many: both forms of the canonical PNG. */
const picture = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 30 }),
    colours: fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.constantFrom(0, 1, 128, 255)), {
      minLength: 1,
      maxLength: 20,
    }),
    noise: fc.boolean(),
  })
  .map(({ width, height, colours, noise }): Rgba => {
    const p = blank(width, height);
    for (let i = 0; i < width * height; i += 1) {
      p.data.set(colours[(i * 7 + (i >> 3)) % colours.length] ?? [], i * 4);
      if (noise) p.data[i * 4 + 1] = (i * 37) & 255;
    }
    return p;
  });

describe('the canonical PNG', () => {
  it('comes back from a foreign decoder as the same pixels', async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (p) => {
        const bytes = encodePng(p);
        const { data, info } = await sharp(bytes, { ignoreIcc: true })
          .ensureAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).toEqual([p.width, p.height, 4]);
        expect(data.equals(clearHidden(p).data)).toBe(true);
        expect(await decoded(bytes)).toEqual(clearHidden(p));
      }),
      { numRuns: 150 },
    );
  });
});

describe('decoding', () => {
  it('takes 16-bit samples by their high byte', async () => {
    const rows = new Uint8Array([0, 0x12, 0xff, 0x80, 0x00, 0xfe, 0xff, 0x7f, 0x80]);
    expect([...(await decoded(png([1, 1, 16, 6], rows))).data]).toEqual([0x12, 0x80, 0xfe, 0x7f]);
    expect([...(await decoded(png([1, 1, 16, 2], rows.slice(0, 7)))).data]).toEqual([0x12, 0x80, 0xfe, 255]);
    expect([...(await decoded(png([1, 1, 16, 0], rows.slice(0, 3)))).data]).toEqual([0x12, 0x12, 0x12, 255]);
    expect([...(await decoded(png([1, 1, 16, 4], rows.slice(0, 5)))).data]).toEqual([0x12, 0x12, 0x12, 0x80]);
  });

  it('spreads gray of every depth over red, green and blue', async () => {
    expect([...(await decoded(png([2, 1, 8, 0], new Uint8Array([0, 7, 200])))).data]).toEqual([
      7, 7, 7, 255, 200, 200, 200, 255,
    ]);
    expect([...(await decoded(png([2, 1, 8, 4], new Uint8Array([0, 7, 9, 200, 0])))).data]).toEqual([
      7, 7, 7, 9, 200, 200, 200, 0,
    ]);
    expect([...(await decoded(png([2, 1, 1, 0], new Uint8Array([0, 0b01000000])))).data]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
    expect([...(await decoded(png([2, 1, 4, 0], new Uint8Array([0, 0x0f])))).data]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
  });

  it('resolves palettes and their transparency', async () => {
    const more = [
      ['PLTE', new Uint8Array([10, 20, 30, 40, 50, 60])],
      ['tRNS', new Uint8Array([99])],
    ] as const;
    expect([...(await decoded(png([2, 1, 2, 3], new Uint8Array([0, 0b00010000]), more))).data]).toEqual([
      10, 20, 30, 99, 40, 50, 60, 255,
    ]);
  });

  it('puts interlaced pictures together', async () => {
    const p = blank(9, 7);
    for (let i = 0; i < p.data.length; i += 1) p.data[i] = i % 4 === 3 ? 255 : (i * 11) & 255;
    const bytes = await sharp(p.data, { raw: { width: 9, height: 7, channels: 4 } })
      .png({ progressive: true })
      .toBuffer();
    expect(bytes[28]).toBe(1);
    expect(await decoded(bytes)).toEqual(p);
  });

  it('does not convert colours by a profile or a gamma', async () => {
    const raw = { raw: { width: 1, height: 1, channels: 3 } } as const;
    const withProfile = await sharp(Buffer.from([200, 100, 50]), raw)
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const straight = await sharp(withProfile, { ignoreIcc: true }).ensureAlpha().raw().toBuffer();
    expect([...(await decoded(withProfile)).data]).toEqual([...straight]);
    const gamma = png([1, 1, 8, 2], new Uint8Array([0, 200, 100, 50]), [
      ['gAMA', new Uint8Array([0, 1, 0x86, 0xa0])],
    ]);
    expect([...(await decoded(gamma)).data]).toEqual([200, 100, 50, 255]);
  });

  it('refuses what is cut short or damaged, at every place', async () => {
    const p = blank(30, 30);
    for (let i = 0; i < p.data.length; i += 1) p.data[i] = (i * i) & 255;
    const whole = encodePng(p);
    for (const length of [
      0,
      8,
      30,
      40,
      whole.length >> 1,
      whole.length - 20,
      whole.length - 12,
      whole.length - 1,
    ]) {
      expect(await decode(whole.slice(0, length), 'cut.png')).toMatchObject({
        failure: { kind: 'picture-unreadable', path: 'cut.png' },
      });
    }
    const damaged = whole.slice();
    damaged.fill(0x55, 60, 90);
    expect((await decode(damaged, 'damaged.png')).ok).toBe(false);
  });

  it('refuses what is not a PNG, whatever its name says', async () => {
    const jpeg = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    for (const bytes of [jpeg, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.alloc(0)]) {
      expect(await decode(bytes, 'x.png')).toMatchObject({
        failure: { kind: 'picture-unreadable', why: 'it is not a PNG file' },
      });
    }
  });

  it('refuses a bomb by its header, before a decoder sees it', async () => {
    // 20000 x 20000 gray in 400 kB; decoded it would be 1.6 GB.
    const bomb = png([20_000, 20_000, 1, 0], new Uint8Array(20_000 * 2501));
    const before = process.memoryUsage().arrayBuffers;
    expect(await decode(bomb, 'bomb.png')).toMatchObject({
      failure: { kind: 'picture-too-large', width: 20_000, height: 20_000, maxPixels: 16_777_216 },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it('judges a limit by width times height', async () => {
    const bytes = encodePng(blank(10, 10));
    expect((await decode(bytes, 'x.png', { maxPixels: 100 })).ok).toBe(true);
    expect((await decode(bytes, 'x.png', { maxPixels: 99 })).ok).toBe(false);
  });
});
