import type { Result } from '../domain/result.ts';

/**
 * Whole folders of one project, for what is published as one piece. Paths are checked as in `ProjectFiles`.
 */
export interface ProjectFolders {
  /**
   * Plain files below a folder, relative to it, in code-unit order; empty when there is no such folder.
   * Temporary files are left out. A link or a device is listed too, so that it can be told from what belongs
   * there; it is never followed.
   */
  tree(folder: string): Promise<Result<readonly string[]>>;
  /** A new, empty folder below `parent` that listings leave out. A crash may leave one behind. */
  makeTemporary(parent: string): Promise<Result<string>>;
  /** Removes what crashed writers left directly below `parent`. Only while no other writer can be at work. */
  clearTemporary(parent: string): Promise<Result<void>>;
  /** Gives a finished folder its name, durably. `false` when the name is taken. */
  publishFolder(from: string, to: string): Promise<Result<boolean>>;
  /** Makes `path` a link to `target`, a name beside it, in one step: readers see the old or the new one. */
  switchLink(path: string, target: string): Promise<Result<void>>;
  /** The name that a link holds; `null` when there is no link. */
  readLink(path: string): Promise<Result<string | null>>;
}
