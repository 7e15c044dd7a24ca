import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { decodeBase64url } from '../../domain/gate/base64url.ts';
import { reviewerNameFrom } from '../../domain/gate/foreign-text.ts';
import { isKeyId, isPublicKey, type KeyId, type PublicKey } from '../../domain/gate/key.ts';
import { checkShape, orNull, parseExact, text, type Shape } from '../../domain/gate/shape.ts';
import { isUtcTime } from '../../domain/utc-time.ts';
import { seedLength } from './ed25519.ts';

/** Cost of opening a key: memory is `128 * n * r` bytes. RFC 7914. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

interface Kdf extends ScryptCost {
  readonly name: 'scrypt';
  readonly salt: string;
}

interface Cipher {
  readonly name: 'aes-256-gcm';
  readonly iv: string;
  readonly tag: string;
}

/** A private key at rest. `kdf` and `cipher` are `null` exactly when it is not encrypted. */
export interface KeyFile {
  readonly schema_version: 1;
  readonly key_id: KeyId;
  readonly public_key: PublicKey;
  readonly name: string;
  readonly created_at: string;
  readonly encrypted: boolean;
  readonly kdf: Kdf | null;
  readonly cipher: Cipher | null;
  /** The private key, encrypted or as it is, base64url of 32 bytes. */
  readonly secret: string;
}

/** 128 MiB and about half a second for each guess on the machine this was measured on. */
export const usualCost: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

const maxMemory = 512 * 1024 * 1024;
const bytesOf = (length: number) => text((value) => decodeBase64url(value)?.length === length);
const within = (low: number, high: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= low && Number(value) <= high;

const kdfShape: Shape<Kdf> = {
  name: (value) => value === 'scrypt',
  n: (value) => within(2 ** 15, 2 ** 20)(value) && Number.isInteger(Math.log2(value as number)),
  r: within(8, 32),
  p: within(1, 16),
  salt: bytesOf(32),
};

const cipherShape: Shape<Cipher> = {
  name: (value) => value === 'aes-256-gcm',
  iv: bytesOf(12),
  tag: bytesOf(16),
};

const fits = <T>(value: unknown, shape: Shape<T>): boolean => checkShape<T>(value, shape, null).ok;

const keyFileShape: Shape<KeyFile> = {
  schema_version: (value) => value === 1,
  key_id: text(isKeyId),
  public_key: text(isPublicKey),
  name: text((name) => reviewerNameFrom(name) === name),
  created_at: text(isUtcTime),
  encrypted: (value) => typeof value === 'boolean',
  kdf: orNull((value) => fits(value, kdfShape)),
  cipher: orNull((value) => fits(value, cipherShape)),
  secret: bytesOf(seedLength),
};

/** Reads a key file; `null` when it is none that this version can read, or asks for more work than is sane. */
export function parseKeyFile(fileText: string): KeyFile | null {
  const value = parseExact(fileText);
  const file = value.ok ? checkShape<KeyFile>(value.value, keyFileShape, null) : value;
  if (!file.ok) return null;
  const { encrypted, kdf, cipher } = file.value;
  if (encrypted !== (kdf !== null) || encrypted !== (cipher !== null)) return null;
  // Whoever can write the file must not be able to make unlocking eat the machine.
  if (kdf !== null && 128 * kdf.n * kdf.r * kdf.p > maxMemory) return null;
  return file.value;
}

export const renderKeyFile = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`;

type Identity = Pick<KeyFile, 'key_id' | 'public_key' | 'name' | 'created_at'>;

/** Puts a private key into its file's form: encrypted by the passphrase, or as it is when that is empty. */
export async function sealKey(
  seed: Uint8Array,
  identity: Identity,
  passphrase: string,
  cost: ScryptCost = usualCost,
): Promise<KeyFile> {
  const { key_id, public_key, name, created_at } = identity;
  const open = { schema_version: 1 as const, key_id, public_key, name, created_at };
  if (passphrase === '') {
    const secret = Buffer.from(seed).toString('base64url');
    return { ...open, encrypted: false, kdf: null, cipher: null, secret };
  }
  const { n, r, p } = cost;
  const kdf: Kdf = { name: 'scrypt', n, r, p, salt: randomBytes(32).toString('base64url') };
  const iv = randomBytes(12);
  const key = await deriveKey(passphrase, kdf);
  try {
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.from(boundText({ ...open, encrypted: true, kdf })));
    const secret = Buffer.concat([cipher.update(seed), cipher.final()]).toString('base64url');
    return {
      ...open,
      encrypted: true,
      kdf,
      cipher: {
        name: 'aes-256-gcm',
        iv: iv.toString('base64url'),
        tag: cipher.getAuthTag().toString('base64url'),
      },
      secret,
    };
  } finally {
    key.fill(0);
  }
}

/** The private key of a file; `null` when the passphrase does not fit it. The caller overwrites it after use. */
export async function openKey(file: KeyFile, passphrase: string): Promise<Buffer | null> {
  const secret = Buffer.from(file.secret, 'base64url');
  if (file.kdf === null || file.cipher === null) return secret;
  const key = await deriveKey(passphrase, file.kdf);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.cipher.iv, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(boundText(file)));
    decipher.setAuthTag(Buffer.from(file.cipher.tag, 'base64url'));
    const first = decipher.update(secret);
    try {
      decipher.final();
      return first;
    } catch {
      first.fill(0);
      return null;
    }
  } finally {
    key.fill(0);
  }
}

// Everything in the file that is not secret is bound to the secret, so that nobody can give a key another name
// or a cheaper derivation.
function boundText(file: Identity & Pick<KeyFile, 'schema_version' | 'encrypted' | 'kdf'>): string {
  const { schema_version, key_id, public_key, name, created_at, encrypted, kdf } = file;
  const bound = { schema_version, key_id, public_key, name, created_at, encrypted };
  return `art-key/1\0${canonicalJson(kdf === null ? bound : { ...bound, kdf: { ...kdf } })}`;
}

function deriveKey(passphrase: string, { n, r, p, salt }: Kdf): Promise<Buffer> {
  // NFC: the same passphrase typed on another keyboard may come in another Unicode form.
  const secret = Buffer.from(passphrase.normalize('NFC'));
  return new Promise((resolve, reject) => {
    const options = { N: n, r, p, maxmem: 128 * n * r * 2 + (1 << 20) };
    scrypt(secret, Buffer.from(salt, 'base64url'), 32, options, (error, key) => {
      secret.fill(0);
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
