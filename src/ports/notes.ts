import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** What one person says of one picture. What is `null` is not said. */
export interface NoteDraft {
  /** SHA-256 of the picture's file. */
  readonly digest: Digest;
  readonly author: string;
  /** 0 to 5; 0 takes the stars away. */
  readonly stars: number | null;
  /** At most 64 characters; the empty one takes the label away. */
  readonly label: string | null;
  /** 1 to 2000 characters. */
  readonly text: string | null;
}

export interface Note extends NoteDraft {
  /** ISO 8601 UTC, by the database's clock. */
  readonly at: string;
}

/** Stars, labels and notes about pictures. Append-only, and no decision: nothing is approved or rejected by them. */
export interface Notes {
  add(notes: readonly NoteDraft[]): Promise<Result<void>>;
  /** All notes about these pictures, oldest first. */
  about(digests: readonly Digest[]): Promise<Result<readonly Note[]>>;
}
