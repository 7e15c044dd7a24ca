import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64, base64OfHex } from './base64.ts';

test('writes what every decoder of base64 reads', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(base64OfHex(Buffer.from(bytes).toString('hex'))).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
