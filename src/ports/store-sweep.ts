import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { ActionResult } from '../domain/run/stage-manifest.ts';

export interface StoredBlob {
  readonly digest: Digest;
  readonly size: number;
  /** Since its bytes or its name last changed. */
  readonly ageMs: number;
}

export interface StoredAction {
  /** Relative to the store. */
  readonly path: string;
  /** `null`: it cannot be read, and so is none. */
  readonly result: ActionResult | null;
  readonly size: number;
  readonly ageMs: number;
}

/** Something that a process which was stopped has left behind. */
export interface Leftover {
  /** Relative to the project. */
  readonly path: string;
  readonly size: number;
  /** Since anything in it last changed. */
  readonly ageMs: number;
}

/** Blobs that were moved aside together. */
export interface SweptPass {
  readonly name: string;
  readonly blobs: readonly { readonly digest: Digest; readonly size: number }[];
  /** How many of those who used the store when the blobs were moved are still at it. */
  readonly usersLeft: number;
}

/** The store as `art gc` sees it. The protocol stands in adapters/files/store-users.ts. */
export interface StoreSweep {
  blobs(): Promise<Result<readonly StoredBlob[]>>;
  actions(): Promise<Result<readonly StoredAction[]>>;
  removeAction(path: string): Promise<Result<void>>;
  /** Moves blobs aside, where whoever misses one brings it back from. */
  setAside(digests: readonly Digest[]): Promise<Result<void>>;
  passes(): Promise<Result<readonly SweptPass[]>>;
  bringBack(digest: Digest): Promise<Result<void>>;
  /** Deletes one blob of a pass; false when it was brought back. */
  remove(pass: string, digest: Digest): Promise<Result<boolean>>;
  /** Removes what is left of a pass without blobs. */
  endPass(pass: string): Promise<Result<void>>;
  leftovers(): Promise<Result<readonly Leftover[]>>;
  removeLeftover(path: string): Promise<Result<void>>;
  /** How long ago a file of the project was written, in ms; `null` when there is none. */
  ageOf(path: string): Promise<Result<number | null>>;
}
