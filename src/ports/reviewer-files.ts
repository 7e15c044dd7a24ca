import type { ReviewersFile } from '../domain/gate/reviewers.ts';
import type { Result } from '../domain/result.ts';

/** `content/reviewers.json`. */
export interface ReviewerFiles {
  /** `null` when there is none yet; `reviewers-invalid` when it cannot be read as one. */
  read(): Promise<Result<ReviewersFile | null>>;
  /**
   * Writes `after` where `before` still stands (`null`: no file), else `reviewers-changed`. Throws where `after` is
   * not `before` with entries appended: keys and revocations are never removed.
   */
  append(before: ReviewersFile | null, after: ReviewersFile): Promise<Result<void>>;
}
