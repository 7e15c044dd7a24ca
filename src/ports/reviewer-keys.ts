import type { KeyId, KeyIdentity } from '../domain/gate/key.ts';
import type { Result } from '../domain/result.ts';
import type { Signer } from './signer.ts';

/** A key as its file tells it, without the private half. */
export interface StoredKey extends KeyIdentity {
  /** Whether a passphrase is needed to unlock it. */
  readonly isEncrypted: boolean;
  readonly createdAt: string;
}

export interface NewKey {
  /** Foreign text, made a reviewer's name by the adapter; `reviewer-name-invalid` when nothing of it is left. */
  readonly name: string;
  readonly passphrase: string;
  /** Without it an empty passphrase is refused (`passphrase-missing`). */
  readonly allowEmptyPassphrase: boolean;
  /** UTC, to the millisecond. */
  readonly createdAt: string;
}

/** The private keys of the person at this machine, outside every project. */
export interface ReviewerKeys {
  /** Absolute path of the folder, for messages. */
  readonly folder: string;
  /** Makes a key and gives it unlocked. Failures: `passphrase-missing`, `key-exposed`, `key-in-project`. */
  create(key: NewKey): Promise<Result<Signer>>;
  /** Every key that can be read, by name and then id; `damaged` are the paths of those that cannot. */
  list(): Promise<Result<{ readonly keys: readonly StoredKey[]; readonly damaged: readonly string[] }>>;
  /** Failures: `key-not-found`, `wrong-passphrase`, `key-file-damaged`, `key-exposed`, `key-in-project`. */
  unlock(keyId: KeyId, passphrase: string): Promise<Result<Signer>>;
}
