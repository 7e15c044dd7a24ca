import { zlibSync } from 'fflate';
import { pngSignature } from './png-header.ts';
import { clearHidden, type Rgba } from './rgba.ts';

/**
 * Artkiln's canonical PNG: the same picture gives the same bytes on every machine.
 *
 * - RGB is 0 where alpha is 0. No chunk but IHDR, PLTE, tRNS, IDAT (one) and IEND.
 * - At most 256 colours: indexed, palette in order of first appearance, the least bit depth that holds it, no
 *   filter. tRNS ends at the last entry that is not opaque.
 * - More colours: 8-bit RGBA; each row takes the filter with the least sum of absolute differences, the lower
 *   filter number where two are equal (PNG third edition, 12.7).
 * - Deflate by fflate, which is pure JavaScript and pinned: neither zlib nor sharp promises stable bytes, and both
 *   change them between versions and processors. A new fflate is a new version of the stage `normalize`.
 *
 * Sizes are at least 1 px; a picture whose data does not fit its size is a bug and throws.
 */
export function encodePng(picture: Rgba): Uint8Array {
  const { width, height, data } = picture;
  if (width < 1 || height < 1 || data.length !== width * height * 4) {
    throw new RangeError("a picture's data does not fit its size");
  }
  const clean = clearHidden(picture);
  const indexed = indexColours(clean.data);
  const chunks =
    indexed === null
      ? [header(width, height, 8, 6), chunk('IDAT', deflate(filterRows(clean)))]
      : indexedChunks(width, height, indexed);
  return join([Uint8Array.from(pngSignature), ...chunks, chunk('IEND', new Uint8Array(0))]);
}

interface Indexed {
  /** RGBA of each entry, in order of first appearance. */
  readonly palette: readonly number[];
  readonly indices: Uint8Array;
}

/** The picture as palette and indices; `null` when it has more than 256 colours. */
function indexColours(data: Uint8Array): Indexed | null {
  const palette: number[] = [];
  const places = new Map<number, number>();
  const indices = new Uint8Array(data.length / 4);
  let last = -1;
  let place = 0;
  for (let i = 0, p = 0; i < data.length; i += 4, p += 1) {
    const [r, g, b, a] = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0, data[i + 3] ?? 0];
    const colour = ((r * 256 + g) * 256 + b) * 256 + a;
    if (colour !== last) {
      const known = places.get(colour);
      if (known === undefined) {
        if (places.size === 256) return null;
        places.set(colour, places.size);
        palette.push(r, g, b, a);
      }
      place = known ?? places.size - 1;
      last = colour;
    }
    indices[p] = place;
  }
  return { palette, indices };
}

function indexedChunks(width: number, height: number, { palette, indices }: Indexed): Uint8Array[] {
  const count = palette.length / 4;
  const depth = count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
  const rowBytes = Math.ceil((width * depth) / 8);
  const rows = new Uint8Array(height * (rowBytes + 1));
  for (let y = 0; y < height; y += 1) {
    const start = y * (rowBytes + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth;
      const at = start + (bit >> 3);
      rows[at] = (rows[at] ?? 0) | ((indices[y * width + x] ?? 0) << (8 - depth - (bit & 7)));
    }
  }
  const colours = Uint8Array.from(palette.filter((_, i) => i % 4 !== 3));
  const alphas = palette.filter((_, i) => i % 4 === 3);
  while (alphas.at(-1) === 255) alphas.pop();
  return [
    header(width, height, depth, 3),
    chunk('PLTE', colours),
    ...(alphas.length === 0 ? [] : [chunk('tRNS', Uint8Array.from(alphas))]),
    chunk('IDAT', deflate(rows)),
  ];
}

function filterRows({ width, height, data }: Rgba): Uint8Array {
  const bytes = width * 4;
  const out = new Uint8Array(height * (bytes + 1));
  const tries = Array.from({ length: 5 }, () => new Uint8Array(bytes));
  for (let y = 0; y < height; y += 1) {
    const row = y * bytes;
    let best = 0;
    let bestSum = Infinity;
    for (let filter = 0; filter < 5; filter += 1) {
      const line = tries[filter] as Uint8Array;
      let sum = 0;
      for (let i = 0; i < bytes; i += 1) {
        const left = i >= 4 ? (data[row + i - 4] ?? 0) : 0;
        const up = y > 0 ? (data[row - bytes + i] ?? 0) : 0;
        const corner = i >= 4 && y > 0 ? (data[row - bytes + i - 4] ?? 0) : 0;
        const value = ((data[row + i] ?? 0) - predicted(filter, left, up, corner)) & 255;
        line[i] = value;
        sum += value < 128 ? value : 256 - value;
      }
      if (sum < bestSum) {
        bestSum = sum;
        best = filter;
      }
    }
    out[y * (bytes + 1)] = best;
    out.set(tries[best] as Uint8Array, y * (bytes + 1) + 1);
  }
  return out;
}

/** What each of the five PNG filters expects of a byte: none, sub, up, average, Paeth. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const estimate = left + up - corner;
  const byLeft = Math.abs(estimate - left);
  const byUp = Math.abs(estimate - up);
  const byCorner = Math.abs(estimate - corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

// `mem` is given because fflate's own choice goes through Math.log, which engines may round differently.
const deflate = (bytes: Uint8Array): Uint8Array => zlibSync(bytes, { level: 9, mem: 4 });

function header(width: number, height: number, depth: number, colourType: number): Uint8Array {
  const body = new Uint8Array(13);
  const view = new DataView(body.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  body.set([depth, colourType, 0, 0, 0], 8);
  return chunk('IHDR', body);
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i += 1) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc32(bytes.subarray(4, body.length + 8)));
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of ISO 3309, as PNG's chunks carry it. */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
