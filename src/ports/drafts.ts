import type { Draft } from '../domain/review/item.ts';
import type { DraftChange } from '../domain/review/session.ts';
import type { Result } from '../domain/result.ts';

export interface KeptDrafts {
  readonly drafts: readonly Draft[];
  /** Files that could not be read as drafts: they were kept under these names, relative to the project. */
  readonly setAside: readonly string[];
}

/**
 * Verdicts that nobody has signed yet, on this machine. A draft belongs to its gate, job and digest, whichever command
 * made it. Sittings that are open at the same time change only what they name, so that none loses another's.
 */
export interface Drafts {
  read(): Promise<Result<KeptDrafts>>;
  /** Durable when it answers. Of two changes of one draft the later stands. */
  change(changes: readonly DraftChange[]): Promise<Result<void>>;
}
