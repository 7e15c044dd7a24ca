import type { ImportMarker } from '../domain/archive/import-marker.ts';
import type { RunId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { ArchiveMember } from './run-archives.ts';

/** A run that came in an archive. */
export interface ImportedRun {
  /** `null`: the marker cannot be read any more, and the run is a stranger's all the same. */
  readonly marker: ImportMarker | null;
  /** When somebody here said that its results may be reused; ISO 8601 UTC. */
  readonly trustedAt: string | null;
}

/** `imports/<run>/`: that a run came from elsewhere, and what came with it. */
export interface RunImports {
  /** Every run folder of this project that was imported. */
  list(): Promise<Result<ReadonlyMap<RunId, ImportedRun>>>;
  /** `null` for a run that was made here. */
  read(run: RunId): Promise<Result<ImportedRun | null>>;
  /**
   * Writes an imported run: everything under one temporary name, then two renames, the marker's first. Killed at any
   * point it leaves no run that is not marked, and no half of one. False when there is a folder of that run already.
   *
   * @param files by their paths in the archive
   */
  publish(marker: ImportMarker, indexText: string, files: readonly ArchiveMember[]): Promise<Result<boolean>>;
  /** Puts back a file of a run folder that is not here, such as a picture that git does not carry. Never replaces one. */
  restore(path: string, bytes: Uint8Array): Promise<Result<void>>;
  /** Notes that results of the run may be reused here. */
  trust(run: RunId, at: string, actor: string): Promise<Result<void>>;
}
