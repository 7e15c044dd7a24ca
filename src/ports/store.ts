import type { Digest, Fingerprint } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { ActionResult } from '../domain/run/stage-manifest.ts';

export type BlobState = 'intact' | 'missing' | 'corrupt';

/** Content-addressed bytes. A blob is read-only and durable before its digest is told to anyone. */
export interface BlobStore {
  /** Random id of this store folder; workers of one database must share one. */
  storeId(): Promise<Result<string>>;
  /** A blob of that digest with other bytes was damaged on disk: it is set aside, and the right bytes take its name. */
  put(bytes: Uint8Array): Promise<Result<Digest>>;
  /** Bytes whose digest was checked: `blob-missing` or `blob-corrupt` otherwise. */
  read(digest: Digest): Promise<Result<Uint8Array>>;
  /** Whether there is a file of that digest, whatever is in it. */
  has(digest: Digest): Promise<boolean>;
  /**
   * How the bytes lie there. Hashed when first looked at, and again when size or change time are no longer what they
   * were then.
   */
  look(digest: Digest): Promise<BlobState>;
  /**
   * Whoever finds bytes here, and relies on them before a record on the disk speaks of them, does both in `act`: while
   * it runs, nothing that was there when it began is lost to `art gc`. See adapters/files/store-users.ts.
   */
  use<T>(act: () => Promise<T>): Promise<T>;
}

/** Results by fingerprint: one key, possibly many results, the first success preferred. */
export interface ActionCache {
  /** The preferred result; with `isUsable` the preferred one of which that is true, such as "its blobs are intact". */
  lookup(
    fingerprint: Fingerprint,
    isUsable?: (result: ActionResult) => Promise<boolean>,
  ): Promise<Result<ActionResult | null>>;
  record(result: ActionResult): Promise<Result<void>>;
}
