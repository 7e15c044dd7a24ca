import type { Digest, RunId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { RunRecord } from '../domain/run/run-record.ts';
import type { RunSeal } from '../domain/run/seal.ts';
import type { StageManifest } from '../domain/run/stage-manifest.ts';

export interface ReadRecord {
  readonly record: RunRecord;
  /** SHA-256 of the file's bytes. */
  readonly digest: Digest;
}

/** The immutable folders under `runs/`. Nothing here changes a file that is there already. */
export interface RunFolders {
  /** Ids of the folders that hold a `run.json`, in code-unit order. */
  list(): Promise<Result<readonly RunId[]>>;
  /**
   * Makes a run folder in the order that a crash can be told apart: marker, folder under a temporary name, rename.
   * `null` when the id is taken: choose another.
   */
  create(record: RunRecord, binaries: ReadonlyMap<Digest, Uint8Array>): Promise<Result<ReadRecord | null>>;
  read(run: RunId): Promise<Result<ReadRecord>>;
  /** Whether the run came in an archive: its results are reused only as far as the action cache has them. */
  isImported(run: RunId): Promise<boolean>;
  /** Bytes of a binary input of the run. */
  readInput(run: RunId, digest: Digest): Promise<Result<Uint8Array>>;
  /** The manifest of a finished stage; `null` when the stage has not been committed. */
  readStage(run: RunId, folder: string): Promise<Result<StageManifest | null>>;
  /** Bytes of an output of a finished stage as they lie there, unchecked; `null` when there are none. */
  readOutput(run: RunId, folder: string, name: string): Promise<Result<Uint8Array | null>>;
  stageFolders(run: RunId): Promise<Result<readonly string[]>>;
  /** Runs with a stage folder of this name, newest first; one that got it a moment ago may be missing. */
  runsWithStage(folder: string): readonly RunId[];
  /**
   * The seal of a closed run; `null` while it is open. A seal that cannot be read is `run-record-invalid`: the run is
   * closed all the same.
   */
  readSeal(run: RunId): Promise<Result<RunSeal | null>>;
  /** Makes the run's files read-only and writes its seal, last, durably, never over another one. */
  writeSeal(seal: RunSeal): Promise<Result<void>>;
  /**
   * Outputs first, the manifest last. A manifest that is there already stands, and is returned. A sealed run takes no
   * new one: `run-sealed`.
   */
  publishStage(
    run: RunId,
    folder: string,
    manifest: StageManifest,
    outputs: ReadonlyMap<string, Uint8Array>,
  ): Promise<Result<StageManifest>>;
  /** Runs whose marker stands on this machine: their folder was made, and perhaps not yet queued. */
  pending(): Promise<Result<readonly RunId[]>>;
  clearPending(run: RunId): Promise<Result<void>>;
}
