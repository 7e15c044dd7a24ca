import { describe, expect, test } from 'vitest';
import { failureOf, keyIdFor, reviewersFile, ringOf, entry, signerOf, valueOf } from '../../test/rig/gate.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok } from '../domain/result.ts';
import type { ReviewerKeys, StoredKey } from '../ports/reviewer-keys.ts';
import { unlockKey } from './unlock-key.ts';

const stored = (name: string, isEncrypted = true): StoredKey => {
  const { keyId, publicKey } = signerOf(name);
  return { keyId, publicKey, name, isEncrypted, createdAt: '2025-01-31T09:30:00.000Z' };
};

/** Keys in memory; each one's passphrase is its name in lower case. */
const keysOf = (keys: readonly StoredKey[], damaged: readonly string[] = []): ReviewerKeys => ({
  folder: '/keys',
  list: async () => ok({ keys, damaged }),
  create: async () => fail(failure('passphrase-missing', {})),
  unlock: async (keyId, passphrase) => {
    const key = keys.find((one) => one.keyId === keyId);
    if (key === undefined) return fail(failure('key-not-found', { wanted: keyId, folder: '/keys' }));
    const fits = !key.isEncrypted || passphrase === key.name.toLowerCase();
    return fits ? ok(signerOf(key.name)) : fail(failure('wrong-passphrase', { keyId, name: key.name }));
  },
});

const ring = ringOf(reviewersFile([entry('Asa', null), entry('Bryn', 'Asa')]));

async function unlock(
  keys: ReviewerKeys,
  { as = null as string | null, says = [] as readonly string[], within = ring as typeof ring | null } = {},
) {
  const asked: string[] = [];
  const result = await unlockKey({
    keys,
    ring: within,
    as,
    attempts: 3,
    askPassphrase: async (key, attempt) => {
      asked.push(`${key.name} ${attempt}`);
      return ok(says[attempt - 1] ?? '');
    },
  });
  return { result, asked };
}

describe('which key is meant', () => {
  test('the only one that is a reviewer here, without a word', async () => {
    const { result } = await unlock(keysOf([stored('Asa'), stored('Mallory')]), { says: ['asa'] });
    expect(valueOf(result).name).toBe('Asa');
  });

  test('of several the one that is named, by name or by the start of its id', async () => {
    const keys = keysOf([stored('Asa'), stored('Bryn')]);
    expect(failureOf((await unlock(keys)).result)).toBe('key-ambiguous');
    for (const as of ['Bryn', keyIdFor('Bryn'), keyIdFor('Bryn').slice(0, 8)]) {
      expect(valueOf((await unlock(keys, { as, says: ['bryn'] })).result).name).toBe('Bryn');
    }
    expect(failureOf((await unlock(keys, { as: keyIdFor('Bryn').slice(0, 7) })).result)).toBe(
      'key-not-found',
    );
  });

  test('none at all is said as such, unless a damaged file may be it', async () => {
    expect(failureOf((await unlock(keysOf([]))).result)).toBe('key-not-found');
    expect(failureOf((await unlock(keysOf([], ['/keys/x.json']))).result)).toBe('key-file-damaged');
  });

  test('a key that may not decide here is refused before its passphrase is asked for', async () => {
    const { result, asked } = await unlock(keysOf([stored('Mallory')]), { says: ['mallory'] });
    expect(failureOf(result)).toBe('reviewer-unknown');
    expect(asked).toEqual([]);
  });

  test('any key will do where the first reviewer is made', async () => {
    const { result } = await unlock(keysOf([stored('Mallory')]), { says: ['mallory'], within: null });
    expect(valueOf(result).name).toBe('Mallory');
  });
});

describe('the passphrase', () => {
  test('is asked for again when it was wrong, and no more often than allowed', async () => {
    const keys = keysOf([stored('Asa')]);
    const second = await unlock(keys, { says: ['asta', 'asa'] });
    expect(second.result.ok).toBe(true);
    expect(second.asked).toEqual(['Asa 1', 'Asa 2']);
    const never = await unlock(keys, { says: ['a', 'b', 'c', 'asa'] });
    expect(failureOf(never.result)).toBe('wrong-passphrase');
    expect(never.asked).toHaveLength(3);
  });

  test('is not asked for where there is none', async () => {
    const { result, asked } = await unlock(keysOf([stored('Asa', false)]));
    expect(result.ok).toBe(true);
    expect(asked).toEqual([]);
  });
});
