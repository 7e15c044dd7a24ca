import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { decodeBase64url } from '../../domain/gate/base64url.ts';
import type { PublicKey, Signature, VerifySignature } from '../../domain/gate/key.ts';

/** Bytes of a private key (RFC 8032 calls it the seed). */
export const seedLength = 32;

// PKCS #8 around a raw ed25519 seed (RFC 8410 section 7); Node takes raw private keys in no shorter form than this
// without also being given the public key.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function withPrivateKey<T>(seed: Uint8Array, act: (key: ReturnType<typeof createPrivateKey>) => T): T {
  const der = Buffer.concat([pkcs8Prefix, seed]);
  try {
    // The key object is made anew each time (some 50 us): OpenSSL clears its copy when it is collected, and
    // nothing but the seed's own buffer, which the caller can overwrite, outlives the call.
    return act(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  } finally {
    der.fill(0);
  }
}

/** The public key of a raw private key. */
export const publicKeyOf = (seed: Uint8Array): PublicKey =>
  withPrivateKey(seed, (key) => createPublicKey(key).export({ format: 'jwk' }).x as PublicKey);

/** ed25519 (pure, no prehash) over the UTF-8 bytes of `text`: the same text gives the same signature. */
export const signText = (seed: Uint8Array, text: string): Signature =>
  withPrivateKey(seed, (key) => sign(null, Buffer.from(text), key).toString('base64url') as Signature);

/** Never throws: what is no key or no signature is not valid. */
export const verifySignature: VerifySignature = (publicKey, text, signature) => {
  const bytes = decodeBase64url(signature);
  if (bytes?.length !== 64 || decodeBase64url(publicKey)?.length !== seedLength) return false;
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, bytes);
  } catch {
    return false;
  }
};
