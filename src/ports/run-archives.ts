import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';

/** A file that goes into an archive. Its bytes are asked for once, when its turn has come. */
export interface ArchiveMember {
  readonly path: string;
  bytes(): Promise<Result<Uint8Array>>;
}

/** An archive whose frame was checked: names, sizes, places. What is in its files is for the caller to check. */
export interface OpenArchive {
  /** The archive as a person named it. */
  readonly path: string;
  /** SHA-256 of the whole file. */
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  /** The folder that all entries lie in. */
  readonly folder: string;
  /** Files by their order in the archive, without the folder. */
  readonly entries: readonly { readonly path: string; readonly size: number }[];
  /** One file whole. The archive may have been changed since it was opened: then this is `archive-refused`. */
  read(path: string): Promise<Result<Uint8Array>>;
}

export interface WrittenArchive {
  readonly digest: Digest;
  readonly size: number;
  /** False: the very same archive was there already. */
  readonly isNew: boolean;
}

/** Archive files, anywhere on this machine. */
export interface RunArchives {
  /**
   * Writes the members in the order given, all of them in `folder`, under a temporary name; has `check` look at the
   * result, and only then gives it its name, durably. Never overwrites: `file-exists`, unless the same bytes stand there.
   */
  write(
    path: string,
    folder: string,
    members: readonly ArchiveMember[],
    check: (archive: OpenArchive) => Promise<Result<void>>,
  ): Promise<Result<WrittenArchive>>;
  /**
   * Opens an archive for the time that `use` takes. Whatever is not laid out exactly as `write` does it is
   * `archive-refused`, before anything of its content is looked at.
   */
  open<T>(path: string, use: (archive: OpenArchive) => Promise<Result<T>>): Promise<Result<T>>;
}
