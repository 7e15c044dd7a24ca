import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kittyPicture, removeKitty } from './kitty.ts';

const piece = /\p{Cc}_G([^;]*);([^\p{Cc}]*)\p{Cc}\\/gu;
const pieces = (text: string): { control: string; payload: string }[] =>
  [...text.matchAll(piece)].map(([, control = '', payload = '']) => ({ control, payload }));

test('sends a picture in pieces that a terminal takes, and they give the pixels back', () => {
  const size = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(size, size, fc.integer(), (width, height, seed) => {
      // Noise, which does not compress: several pieces.
      let state = seed >>> 0;
      const data = Uint8Array.from({ length: width * height * 4 }, () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      });
      const text = kittyPicture({ width, height, data }, 0);
      const sent = pieces(text);
      expect(sent.map(({ control, payload }) => `\u001b_G${control};${payload}\u001b\\`).join('')).toBe(text);
      for (const [i, { control, payload }] of sent.entries()) {
        const isLast = i === sent.length - 1;
        expect(payload.length).toBeLessThanOrEqual(4096);
        if (!isLast) expect(payload.length % 4).toBe(0);
        expect(control).toMatch(isLast ? /(^|,)m=0$/ : /(^|,)m=1$/);
        if (i === 0) expect(control).toMatch(`a=T,f=32,o=z,s=${width},v=${height},i=31,q=2,C=1,m=`);
        else expect(control).toMatch(/^m=[01]$/);
      }
      const joined = sent.map(({ payload }) => payload).join('');
      expect(Uint8Array.from(inflateSync(Buffer.from(joined, 'base64')))).toEqual(data);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test('gives each picture that is shown at once an id of its own, and removes it by that id', () => {
  const dot = { width: 1, height: 1, data: new Uint8Array(4) };
  expect(kittyPicture(dot, 2)).toContain('i=33,');
  expect(removeKitty(2)).toBe('\u001b_Ga=d,d=I,i=33,q=2;\u001b\\');
});
