import type { Digest } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { EditorDraft } from '../domain/run/editor-draft.ts';

export interface KeptDraft {
  readonly draft: EditorDraft;
  /** SHA-256 of the file's bytes: what a change of it is based on. */
  readonly digest: Digest;
}

/** The one draft of what to make next, on this machine. Whatever is replaced or cleared is kept once, beside it. */
export interface EditorDrafts {
  /** Where it lies, relative to the project. */
  readonly path: string;
  /** `null` when there is none; `draft-invalid` for what cannot be used. */
  read(): Promise<Result<KeptDraft | null>>;
  /**
   * Durable when it answers. `over` is the digest of what was read, `null` for nothing: something else there by now is
   * `draft-changed`. Gives the path of the copy of what was there before, or `null`.
   */
  write(draft: EditorDraft, over: Digest | null): Promise<Result<string | null>>;
  /** Removes the draft, whatever it is. Gives the path of its copy; `null` when there was none. */
  clear(): Promise<Result<string | null>>;
}
