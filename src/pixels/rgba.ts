/** A picture in memory: straight 8-bit RGBA, rows from the top, `data.length === width * height * 4`. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A transparent picture. Sizes in px, at least 1. */
export function blank(width: number, height: number): Rgba {
  return { width, height, data: new Uint8Array(width * height * 4) };
}

/** The same picture with RGB set to 0 wherever alpha is 0, so that equal pictures have equal bytes. */
export function clearHidden(picture: Rgba): Rgba {
  // Not slice(): of a Buffer that is a view, and the caller's picture would change with it.
  const data = new Uint8Array(picture.data);
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) data.fill(0, i, i + 3);
  }
  return { ...picture, data };
}

/**
 * The bytes whose SHA-256 is a picture's `pixels` digest:
 * "rgba8\0" + width + "\0" + height + "\0" + RGBA, RGB 0 where alpha is 0. Sizes as decimal text.
 */
export function pixelBytes(picture: Rgba): Uint8Array {
  const head = `rgba8\0${picture.width}\0${picture.height}\0`;
  const { data } = clearHidden(picture);
  const bytes = new Uint8Array(head.length + data.length);
  for (let i = 0; i < head.length; i += 1) bytes[i] = head.charCodeAt(i);
  bytes.set(data, head.length);
  return bytes;
}
