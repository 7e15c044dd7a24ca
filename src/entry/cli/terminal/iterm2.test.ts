import { expect, test } from 'vitest';
import { encodePng } from '../../../pixels/png.ts';
import { iterm2Picture } from './iterm2.ts';

test('sends a whole PNG with its size in px and in bytes', () => {
  const picture = { width: 3, height: 2, data: Uint8Array.from({ length: 24 }, (_, i) => i * 9) };
  const sent = /^\p{Cc}\]1337;File=([^:]*):([A-Za-z0-9+/=]*)\p{Cc}$/u.exec(iterm2Picture(picture));
  const control = Object.fromEntries((sent?.[1] ?? '').split(';').map((part) => part.split('=')));
  const png = Uint8Array.from(Buffer.from(sent?.[2] ?? '', 'base64'));
  expect(png).toEqual(encodePng(picture));
  expect(control).toEqual({
    inline: '1',
    size: String(png.length),
    width: '3px',
    height: '2px',
    preserveAspectRatio: '1',
    doNotMoveCursor: '1',
  });
});
