import { failure } from '../domain/failure.ts';
import { requireReviewer, type ReviewerRing } from '../domain/gate/reviewer-ring.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ReviewerKeys, StoredKey } from '../ports/reviewer-keys.ts';
import type { Signer } from '../ports/signer.ts';

/** Digits of a key id that are enough to mean it. */
const leastPrefix = 8;

/** Times that a person is asked on a terminal. A file is read once: it will not say anything else. */
export const usualAttempts = 3;

export interface UnlockKey {
  readonly keys: ReviewerKeys;
  /** Only keys of this ring are unlocked; `null` takes any, as when the first reviewer is made. */
  readonly ring: ReviewerRing | null;
  /** A key's name, or at least 8 digits of its id; `null` when the person did not say. */
  readonly as: string | null;
  /** Asked only for a key that has a passphrase; `attempt` counts from 1. */
  readonly askPassphrase: (key: StoredKey, attempt: number) => Promise<Result<string>>;
  readonly attempts: number;
}

/**
 * Finds the key that a person means and unlocks it. Without `as`, the one key that is a reviewer's here. That the
 * key may decide is checked before the passphrase is asked for. Failures: `key-not-found`, `key-ambiguous`,
 * `reviewer-unknown`, `key-revoked`, and those of `ReviewerKeys.unlock`.
 */
export async function unlockKey(input: UnlockKey): Promise<Result<Signer>> {
  const listed = await input.keys.list();
  if (!listed.ok) return listed;
  const { keys, damaged } = listed.value;
  const chosen = chooseKey(keys, input.ring, input.as, input.keys.folder);
  if (!chosen.ok) {
    const [path] = damaged;
    // "You have no key" would be the wrong thing to say to someone whose key file is damaged.
    const isHidden = chosen.failure.kind === 'key-not-found' && path !== undefined;
    return isHidden ? fail(failure('key-file-damaged', { path })) : chosen;
  }
  const key = chosen.value;
  if (!key.isEncrypted) return input.keys.unlock(key.keyId, '');
  for (let attempt = 1; ; attempt += 1) {
    const passphrase = await input.askPassphrase(key, attempt);
    if (!passphrase.ok) return passphrase;
    const signer = await input.keys.unlock(key.keyId, passphrase.value);
    const isFinal = signer.ok || signer.failure.kind !== 'wrong-passphrase' || attempt >= input.attempts;
    if (isFinal) return signer;
  }
}

function chooseKey(
  keys: readonly StoredKey[],
  ring: ReviewerRing | null,
  as: string | null,
  folder: string,
): Result<StoredKey> {
  const meant = as === null ? keys : keys.filter((key) => isMeant(key, as));
  const judged = meant.map((key) => ({ key, may: ring === null ? ok(key) : requireReviewer(ring, key) }));
  const usable = judged.filter(({ may }) => may.ok);
  const [first, second] = usable;
  if (first !== undefined && second === undefined) return ok(first.key);
  if (second !== undefined) {
    const names = usable.map(({ key }) => `${key.name} (${key.keyId.slice(0, 12)})`);
    return fail(failure('key-ambiguous', { wanted: as, keys: names }));
  }
  const refused = judged.find(({ may }) => !may.ok);
  if (refused !== undefined && !refused.may.ok) return refused.may;
  return fail(failure('key-not-found', { wanted: as, folder }));
}

const isMeant = (key: StoredKey, as: string): boolean =>
  key.name === as || (/^[0-9a-f]+$/.test(as) && as.length >= leastPrefix && key.keyId.startsWith(as));
