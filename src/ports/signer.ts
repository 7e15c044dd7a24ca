import type { KeyIdentity, Signature } from '../domain/gate/key.ts';

/** An unlocked key. It lives in the process of the person who unlocked it, never in a worker or a plugin. */
export interface Signer extends KeyIdentity {
  /** ed25519 over the UTF-8 bytes of `text`. Rejects after `dispose`: a bug of the caller. */
  sign(text: string): Promise<Signature>;
  /** Overwrites the private key in memory as far as the platform lets us. May be called twice. */
  dispose(): void;
}
