import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** A plain file as it lies on the disk. */
export interface SurveyedFile {
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of its bytes; `null` where it was not read. */
  readonly bytes: Digest | null;
  /** Its bytes, where it was asked for and is small enough to be a record. */
  readonly content: Uint8Array | null;
}

/**
 * Looks at many files at once, fast, for what compares folders with records. Paths are checked as in `ProjectFiles`;
 * temporary files are left out.
 */
export interface Survey {
  /**
   * Everything below a folder, by path relative to it, in code-unit order. `null`: a link or a device, which is never
   * followed, or a file that may not be read. No folder is an empty one.
   *
   * @param depth `stat` gives sizes alone; `bytes` reads and hashes
   * @param keeps whose content is given as well, and so read and hashed whatever the depth
   */
  below(
    folder: string,
    depth: 'stat' | 'bytes',
    keeps?: (path: string) => boolean,
  ): Promise<Result<ReadonlyMap<string, SurveyedFile | null>>>;
}
