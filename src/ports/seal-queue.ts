import type { RunId } from '../domain/ids.ts';
import type { JobState } from '../domain/job/transition.ts';
import type { Result } from '../domain/result.ts';

/** The latest job of a cell, as far as a seal tells of it. */
export interface LatestTry {
  readonly cell: number;
  readonly try: number;
  readonly state: JobState;
  /** The decision that moved it last out of a gate. */
  readonly decisionId: string | null;
  readonly errorClass: string | null;
}

/** What sealing needs of the saga; operators and workers have it alike. */
export interface SealQueue {
  /**
   * Locks the run's row, so that no job is added and nobody else seals meanwhile, gives `write` the latest job of every
   * cell, and notes the run as sealed when it succeeds. The note is an index: `SEAL.json` is the truth.
   */
  sealRun<T>(run: RunId, write: (latest: readonly LatestTry[]) => Promise<Result<T>>): Promise<Result<T>>;
}
