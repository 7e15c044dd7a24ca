import type { Result } from '../domain/result.ts';

/**
 * Files of one project. Every path is relative to the project's root, `/` between segments; a path that is
 * absolute, holds `..`, a NUL or a control character, or leaves the project through a link is refused
 * (`path-outside-project`) before anything is touched.
 */
export interface ProjectFiles {
  /** Absolute path of the project, for messages. */
  readonly root: string;
  /** Bytes of a file; `null` when there is none. */
  read(path: string): Promise<Result<Uint8Array | null>>;
  /** UTF-8 text of a file; `null` when there is none. Bytes that are not UTF-8 are `file-unusable`. */
  readText(path: string): Promise<Result<string | null>>;
  /** Names in a folder in code-unit order, without temporary files; empty when there is no such folder. */
  list(folder: string): Promise<Result<readonly string[]>>;
  exists(path: string): Promise<boolean>;
  /** Durable and never overwriting: equal bytes already there are a success, others `file-differs`. */
  publish(path: string, bytes: Uint8Array | string): Promise<Result<void>>;
  /** Durable, atomic replacement of a file that may change (config, age manifest, locks of a draft). */
  replace(path: string, bytes: Uint8Array | string): Promise<Result<void>>;
  /** Removes one file; no file is a success. */
  remove(path: string): Promise<Result<void>>;
  /** Absolute path of a checked relative one, for messages and for the picture viewers. */
  absolute(path: string): Result<string>;
}
