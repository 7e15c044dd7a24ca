import { failure } from '../../domain/failure.ts';
import { fail, ok } from '../../domain/result.ts';
import { isPngComplete, readPngHeader, type PngFault, type PngHeader } from '../../pixels/png-header.ts';
import type { Rgba } from '../../pixels/rgba.ts';
import { defaultMaxPixels, type PictureDecoder } from '../../ports/picture-decoder.ts';

const faultTexts: Readonly<Record<PngFault, string>> = {
  'not-png': 'it is not a PNG file',
  truncated: 'it ends too early',
  'malformed-header': 'its PNG header is damaged',
};

/** Decodes PNG with sharp, which is loaded by the first picture: it costs 40 ms that most commands do not need. */
export const pictureDecoder: PictureDecoder = {
  async decode(bytes, path, { maxPixels } = { maxPixels: defaultMaxPixels }) {
    const unreadable = (fault: PngFault) =>
      fail(failure('picture-unreadable', { path, why: faultTexts[fault] }));
    const header = readPngHeader(bytes);
    if (!header.ok) return unreadable(header.failure);
    const { width, height } = header.value;
    if (width * height > maxPixels) {
      return fail(failure('picture-too-large', { path, width, height, maxPixels }));
    }
    if (!isPngComplete(bytes)) return unreadable('truncated');
    try {
      return ok(await decodeWithSharp(bytes, header.value, maxPixels));
    } catch (error) {
      return fail(failure('picture-unreadable', { path, why: 'its picture data is damaged' }, error));
    }
  },
};

async function decodeWithSharp(bytes: Uint8Array, header: PngHeader, maxPixels: number): Promise<Rgba> {
  const { default: sharp } = await import('sharp');
  const isDeep = header.bitDepth === 16;
  const { data, info } = await sharp(bytes, {
    limitInputPixels: maxPixels,
    failOn: 'warning',
    ignoreIcc: true,
  })
    // Without this, sharp brings 16 bits to 8 by its own rounding; the digest is defined on the high byte.
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.width !== header.width || info.height !== header.height) {
    throw new Error('the decoder gave another size than the header');
  }
  const samples = isDeep
    ? Uint8Array.from(new Uint16Array(data.buffer, data.byteOffset, data.length / 2), (sample) => sample >> 8)
    : data;
  return { width: info.width, height: info.height, data: toRgba(samples, info.channels) };
}

/** Samples of 1 (gray), 2 (gray, alpha), 3 (RGB) or 4 channels as RGBA. */
function toRgba(samples: Uint8Array, channels: number): Uint8Array {
  if (channels === 4) return new Uint8Array(samples);
  const pixels = samples.length / channels;
  const data = new Uint8Array(pixels * 4);
  for (let p = 0; p < pixels; p += 1) {
    const at = p * channels;
    const isGray = channels < 3;
    data[p * 4] = samples[at] as number;
    data[p * 4 + 1] = samples[isGray ? at : at + 1] as number;
    data[p * 4 + 2] = samples[isGray ? at : at + 2] as number;
    data[p * 4 + 3] = channels === 2 ? (samples[at + 1] as number) : 255;
  }
  return data;
}
