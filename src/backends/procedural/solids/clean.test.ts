import { expect, it } from 'vitest';
import { blank } from '../../../pixels/rgba.ts';
import { put } from '../colours.ts';
import { withoutStrays } from './clean.ts';

it('gives a stray pixel the nearest colour beside it, and leaves eyes and pairs alone', () => {
  const picture = blank(6, 3);
  for (let i = 0; i < 18; i += 1) put(picture, i, 0x404040);
  put(picture, 7, 0x484848);
  put(picture, 9, 0x101010);
  put(picture, 4, 0xf0f0f0);
  put(picture, 5, 0xf0f0f0);
  const { data } = withoutStrays(picture, new Set([9]));
  const red = (pixel: number): number | undefined => data[pixel * 4];
  expect([red(7), red(9), red(4), red(5)]).toEqual([0x40, 0x10, 0xf0, 0xf0]);
});
