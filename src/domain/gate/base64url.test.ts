import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64url } from './base64url.ts';

test('every byte string is read back from its base64url text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64url(Buffer.from(bytes).toString('base64url'))).toEqual(bytes);
    }),
  );
});

test('text that decodes is the one text of its bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AQgw_-/+=Zz9 '), maxLength: 8 }), (text) => {
      const bytes = decodeBase64url(text);
      if (bytes !== null) expect(Buffer.from(bytes).toString('base64url')).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test.each(['A', 'AA==', 'A+/A', 'AB', 'AAé', ' AAA'])('%j is refused', (text) => {
  expect(decodeBase64url(text)).toBeNull();
});
