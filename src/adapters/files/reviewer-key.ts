import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { reviewerNameFrom } from '../../domain/gate/foreign-text.ts';
import { keyIdOf, type KeyIdentity } from '../../domain/gate/key.ts';
import { newerFile } from '../../domain/newer-file.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { NewKey, ReviewerKeys, StoredKey } from '../../ports/reviewer-keys.ts';
import type { Signer } from '../../ports/signer.ts';
import { isMissing } from './checked-path.ts';
import { fileFailure, publishFile, temporaryPrefix } from './durable.ts';
import { publicKeyOf, seedLength, signText } from './ed25519.ts';
import { openKey, parseKeyFile, renderKeyFile, sealKey, type KeyFile, type ScryptCost } from './key-file.ts';
import { sha256 } from './sha256.ts';

const fileName = (keyId: string): string => `${keyId}.json`;

export interface KeyFolder {
  /** Absolute path, such as `$XDG_CONFIG_HOME/artkiln/keys`. Made 0700 when the first key is. */
  readonly folder: string;
  /** Absolute path of the project: a key folder inside it is refused, since git would take the key along. */
  readonly projectRoot?: string;
  /** For tests: the usual cost takes half a second a key. */
  readonly cost?: ScryptCost;
}

/**
 * Reviewers' private keys, one file each, `<key id>.json`, 0600 in a folder 0700. A file or folder that others can
 * reach is refused (`key-exposed`), and so is one that belongs to another user.
 */
export function reviewerKeys({ folder, projectRoot, cost }: KeyFolder): ReviewerKeys {
  async function outsideProject(): Promise<Result<void>> {
    if (projectRoot === undefined) return ok(undefined);
    const root = await realpath(projectRoot);
    const place = await nearestReal(folder);
    const isInside = place === root || place.startsWith(root + sep);
    return isInside ? fail(failure('key-in-project', { folder })) : ok(undefined);
  }

  async function privateFolder(): Promise<Result<void>> {
    const outside = await outsideProject();
    return outside.ok ? isPrivate(folder, await stat(folder), '700') : outside;
  }

  return {
    folder,
    create: (key) =>
      atTheEdge(folder, async () => {
        const name = reviewerNameFrom(key.name);
        if (name === null) return fail(failure('reviewer-name-invalid', {}));
        if (key.passphrase === '' && !key.allowEmptyPassphrase)
          return fail(failure('passphrase-missing', {}));
        const outside = await outsideProject();
        if (!outside.ok) return outside;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const folderIsPrivate = await privateFolder();
        if (!folderIsPrivate.ok) return folderIsPrivate;
        return makeKey(folder, { ...key, name }, cost);
      }),
    list: () =>
      atTheEdge(folder, async () => {
        const keys: StoredKey[] = [];
        const damaged: string[] = [];
        for (const entry of await keyFileNames(folder)) {
          const path = join(folder, entry);
          const read = await readKeyFile(path, entry, false);
          if (read.ok) keys.push(storedKey(read.value));
          else damaged.push(path);
        }
        return ok({ keys: keys.sort(byNameThenId), damaged });
      }),
    unlock: (keyId, passphrase) =>
      atTheEdge(folder, async () => {
        const path = join(folder, fileName(keyId));
        const none = fail(failure('key-not-found', { wanted: keyId, folder }));
        if (!(await keyFileNames(folder)).includes(fileName(keyId))) return none;
        const folderIsPrivate = await privateFolder();
        if (!folderIsPrivate.ok) return folderIsPrivate;
        const file = await readKeyFile(path, fileName(keyId), true);
        if (!file.ok) return file;
        const seed = await openKey(file.value, passphrase);
        if (seed === null) return fail(failure('wrong-passphrase', { keyId, name: file.value.name }));
        if (publicKeyOf(seed) !== file.value.public_key) {
          seed.fill(0);
          return fail(failure('key-file-damaged', { path }));
        }
        return ok(signerOf(seed, storedKey(file.value)));
      }),
  };
}

async function makeKey(folder: string, key: NewKey, cost: ScryptCost | undefined): Promise<Result<Signer>> {
  const seed = randomBytes(seedLength);
  const publicKey = publicKeyOf(seed);
  const keyId = keyIdOf(publicKey, sha256);
  const identity = { key_id: keyId, public_key: publicKey, name: key.name, created_at: key.createdAt };
  const file = await sealKey(seed, identity, key.passphrase, cost);
  const written = await publishFile(join(folder, fileName(keyId)), renderKeyFile(file), 0o600);
  if (written.ok) return ok(signerOf(seed, { keyId, publicKey, name: key.name }));
  seed.fill(0);
  return written;
}

function signerOf(seed: Buffer, { keyId, publicKey, name }: KeyIdentity): Signer {
  let isDisposed = false;
  return {
    keyId,
    publicKey,
    name,
    async sign(text) {
      if (isDisposed) throw new Error('the key was locked again');
      return signText(seed, text);
    },
    dispose() {
      isDisposed = true;
      seed.fill(0);
    },
  };
}

/** Reads one key file, checking the rights of the very file that was opened and not of its name. */
async function readKeyFile(path: string, entry: string, mustBePrivate: boolean): Promise<Result<KeyFile>> {
  const damaged = fail(failure('key-file-damaged', { path }));
  const handle = await open(path, 'r');
  try {
    const status = await handle.stat();
    if (!status.isFile() || status.size > 64 * 1024) return damaged;
    if (mustBePrivate) {
      const fileIsPrivate = isPrivate(path, status, '600');
      if (!fileIsPrivate.ok) return fileIsPrivate;
    }
    const text = await handle.readFile('utf8');
    const newer = newerFile(path, text);
    if (newer !== null) return fail(newer);
    const file = parseKeyFile(text);
    if (file === null || entry !== fileName(file.key_id)) return damaged;
    return keyIdOf(file.public_key, sha256) === file.key_id ? ok(file) : damaged;
  } finally {
    await handle.close();
  }
}

function isPrivate(
  path: string,
  status: { readonly mode: number; readonly uid: number },
  chmod: '600' | '700',
): Result<void> {
  const isMine = process.getuid === undefined || status.uid === process.getuid();
  if ((status.mode & 0o077) === 0 && isMine) return ok(undefined);
  const mode = (status.mode & 0o777).toString(8).padStart(3, '0');
  return fail(failure('key-exposed', { path, mode, chmod }));
}

async function keyFileNames(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith('.json') && !name.startsWith(temporaryPrefix)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The real path of the folder, or of the nearest folder above it that exists. */
async function nearestReal(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (!isMissing(error) || parent === folder) throw error;
    return nearestReal(parent);
  }
}

async function atTheEdge<T>(path: string, act: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await act();
  } catch (error) {
    return fail(fileFailure((error as NodeJS.ErrnoException).path ?? path, error));
  }
}

const storedKey = (file: KeyFile): StoredKey => ({
  keyId: file.key_id,
  publicKey: file.public_key,
  name: file.name,
  isEncrypted: file.encrypted,
  createdAt: file.created_at,
});

function byNameThenId(a: StoredKey, b: StoredKey): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.keyId < b.keyId ? -1 : 1;
}
