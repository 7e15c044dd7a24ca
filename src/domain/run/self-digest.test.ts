import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDigest } from '../ids.ts';
import { selfDigestHolds, withSelfDigest, withoutSelfDigest } from './self-digest.ts';

const sha256 = (data: string | Uint8Array) => asDigest(createHash('sha256').update(data).digest('hex'));
const textOf = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const records = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 });

test('a record comes back as it was, and says that it is', () => {
  fc.assert(
    fc.property(records, (record) => {
      const text = textOf(record);
      const digested = withSelfDigest(text, sha256);
      expect(selfDigestHolds(digested, sha256)).toBe(true);
      expect(withoutSelfDigest(digested)).toBe(text);
    }),
  );
});

test('any other byte anywhere in it is seen: it does not hold, or is no JSON any more', () => {
  const digested = withSelfDigest(
    textOf({ schema_version: 1, ended_at: '2026-01-01T00:00:00.000Z' }),
    sha256,
  );
  const bytes = Buffer.from(digested);
  for (let at = 0; at < bytes.length; at += 1) {
    for (const flip of [1, 2, 4, 32, 128]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      const text = changed.toString('utf8');
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      if (isJson) expect([at, flip, selfDigestHolds(text, sha256)]).toEqual([at, flip, false]);
    }
  }
});

test('an older record does not say', () => {
  for (const last of [
    { ended_at: '2026-01-01T00:00:00.000Z' },
    { limits: { max_micro_usd: null } },
    { files: [] },
  ])
    expect(selfDigestHolds(textOf({ schema_version: 1, ...last }), sha256)).toBeNull();
});
