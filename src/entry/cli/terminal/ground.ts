import type { Rgba } from '../../../pixels/rgba.ts';

/** What lies behind transparent pixels. `terminal` is the terminal's own ground. */
export const grounds = ['checker', 'terminal', 'black', 'white', 'magenta'] as const;
export type Ground = (typeof grounds)[number];

export type Colour = readonly [number, number, number];

const flat: { readonly [K in Exclude<Ground, 'checker' | 'terminal'>]: Colour } = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  magenta: [255, 0, 255],
};
/** Two middle greys: a dark outline and a light one both stand off from them, and neither looks like art. */
const checks: readonly [Colour, Colour] = [
  [88, 88, 88],
  [108, 108, 108],
];
/** Side of a check, in px of the drawn picture. */
const checkSize = 4;

/** The colour that is seen at a pixel, or `null` where the terminal's own ground is. */
export function colourAt(picture: Rgba, x: number, y: number, ground: Ground): Colour | null {
  const at = (y * picture.width + x) * 4;
  const { data } = picture;
  const alpha = data[at + 3] ?? 0;
  const own: Colour = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  if (ground === 'terminal') return alpha < 128 ? null : own;
  const behind =
    ground === 'checker'
      ? checks[(Math.floor(x / checkSize) + Math.floor(y / checkSize)) % 2 === 0 ? 0 : 1]
      : flat[ground];
  const over = (i: 0 | 1 | 2): number => Math.round((own[i] * alpha + behind[i] * (255 - alpha)) / 255);
  return [over(0), over(1), over(2)];
}

/** The picture with its ground behind it; every pixel is opaque unless the ground is the terminal's own. */
export function overGround(picture: Rgba, ground: Ground): Rgba {
  if (ground === 'terminal') return picture;
  const data = new Uint8Array(picture.data.length);
  for (let at = 0; at < data.length; at += 4) {
    const pixel = at / 4;
    const colour = colourAt(picture, pixel % picture.width, Math.floor(pixel / picture.width), ground);
    data.set([...(colour ?? [0, 0, 0]), 255], at);
  }
  return { ...picture, data };
}
