/** What a PNG says of itself in its first 33 bytes. */
export interface PngHeader {
  /** px, 1 .. 2^31-1. */
  readonly width: number;
  readonly height: number;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  readonly colourType: 'gray' | 'rgb' | 'indexed' | 'gray-alpha' | 'rgba';
  readonly isInterlaced: boolean;
}

export type PngFault = 'not-png' | 'truncated' | 'malformed-header';

export type PngHeaderAnswer =
  { readonly ok: true; readonly value: PngHeader } | { readonly ok: false; readonly failure: PngFault };

export const pngSignature: readonly number[] = [137, 80, 78, 71, 13, 10, 26, 10];

const colourTypes: Readonly<Record<number, readonly [PngHeader['colourType'], readonly number[]]>> = {
  0: ['gray', [1, 2, 4, 8, 16]],
  2: ['rgb', [8, 16]],
  3: ['indexed', [1, 2, 4, 8]],
  4: ['gray-alpha', [8, 16]],
  6: ['rgba', [8, 16]],
};

/**
 * Reads the header of a PNG without decoding anything, so that a caller can refuse a picture by its size before
 * a decoder sees it. Source: PNG (third edition), 5.2 signature and 11.2.1 IHDR.
 */
export function readPngHeader(bytes: Uint8Array): PngHeaderAnswer {
  const refuse = (failure: PngFault): PngHeaderAnswer => ({ ok: false, failure });
  const begins = pngSignature.every((byte, i) => bytes[i] === byte || i >= bytes.length);
  if (!begins || bytes.length === 0) return refuse('not-png');
  if (bytes.length < 33) return refuse('truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // IHDR comes first, and its 13 bytes are all that it may hold.
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return refuse('malformed-header');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const depth = view.getUint8(24);
  const kind = colourTypes[view.getUint8(25)];
  const isSane =
    width >= 1 &&
    height >= 1 &&
    width <= 0x7fffffff &&
    height <= 0x7fffffff &&
    view.getUint8(26) === 0 &&
    view.getUint8(27) === 0 &&
    view.getUint8(28) <= 1;
  if (!isSane || kind === undefined || !kind[1].includes(depth)) return refuse('malformed-header');
  return {
    ok: true,
    value: {
      width,
      height,
      bitDepth: depth as PngHeader['bitDepth'],
      colourType: kind[0],
      isInterlaced: view.getUint8(28) === 1,
    },
  };
}

/**
 * Whether the chunks of a PNG go on to its end chunk, IEND. Decoders are content when the last row is there; a
 * download that was cut is noticed here. Only lengths are followed; what is in the chunks is the decoder's business.
 */
export function isPngComplete(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = pngSignature.length;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49454e44) return end <= bytes.length;
    at = end;
  }
  return false;
}
