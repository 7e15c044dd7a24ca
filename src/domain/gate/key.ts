import type { Sha256 } from '../ids.ts';
import { decodeBase64url } from './base64url.ts';

declare const keyIdBrand: unique symbol;
declare const publicKeyBrand: unique symbol;
declare const signatureBrand: unique symbol;

/** SHA-256 of a raw 32-byte ed25519 public key, 64 lower-case hex digits. */
export type KeyId = string & { readonly [keyIdBrand]: 'KeyId' };
/** A raw ed25519 public key, 43 characters of base64url. */
export type PublicKey = string & { readonly [publicKeyBrand]: 'PublicKey' };
/** An ed25519 signature, 86 characters of base64url. */
export type Signature = string & { readonly [signatureBrand]: 'Signature' };

/** Whether `signature` is `publicKey`'s over the UTF-8 bytes of `text` (RFC 8032). Never throws. */
export type VerifySignature = (publicKey: PublicKey, text: string, signature: Signature) => boolean;

export const isKeyId = (text: string): text is KeyId => /^[0-9a-f]{64}$/.test(text);
export const isPublicKey = (text: string): text is PublicKey => decodeBase64url(text)?.length === 32;
export const isSignature = (text: string): text is Signature => decodeBase64url(text)?.length === 64;

/** The name by which decisions and entries speak of a key. */
export function keyIdOf(publicKey: PublicKey, sha256: Sha256): KeyId {
  const raw = decodeBase64url(publicKey);
  if (raw === null) throw new TypeError('not a public key in base64url');
  return sha256(raw) as string as KeyId;
}

/** The public half of a reviewer's key, as the key folder tells it. */
export interface KeyIdentity {
  readonly keyId: KeyId;
  readonly publicKey: PublicKey;
  /** Foreign text; escape it before it is printed. */
  readonly name: string;
}
