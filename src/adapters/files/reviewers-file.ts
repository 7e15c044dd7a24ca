import { failure } from '../../domain/failure.ts';
import { isAppended, parseReviewers, renderReviewers, reviewersPath } from '../../domain/gate/reviewers.ts';
import type { ReviewersFile } from '../../domain/gate/reviewers.ts';
import { unreadable } from '../../domain/newer-file.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { ProjectFiles } from '../../ports/files.ts';
import type { ReviewerFiles } from '../../ports/reviewer-files.ts';

const nobody: ReviewersFile = { schema_version: 1, reviewers: [], revocations: [] };

/** The reviewers' file of a project. */
export function reviewerFiles(files: ProjectFiles): ReviewerFiles {
  const changed = fail(failure('reviewers-changed', { file: reviewersPath }));
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Result<ReviewersFile | null>> {
    const text = await files.readText(reviewersPath);
    if (!text.ok || text.value === null) return text as Result<null>;
    const parsed = parseReviewers(text.value);
    if (parsed.ok) return parsed;
    const invalid = failure('reviewers-invalid', { file: reviewersPath, faults: [parsed.failure] });
    return fail(unreadable(reviewersPath, text.value, invalid));
  }

  async function append(before: ReviewersFile | null, after: ReviewersFile): Promise<Result<void>> {
    const text = renderReviewers(after);
    const readBack = parseReviewers(text);
    if (!readBack.ok || !isAppended(before ?? nobody, after)) {
      throw new TypeError('reviewers and revocations are only ever appended');
    }
    if (before === null) {
      // The first reviewer: link() decides between two that come at once.
      const published = await files.publish(reviewersPath, text);
      return !published.ok && published.failure.kind === 'file-differs' ? changed : published;
    }
    const now = await read();
    if (!now.ok) return now;
    if (now.value === null || renderReviewers(now.value) !== renderReviewers(before)) return changed;
    return files.replace(reviewersPath, text);
  }

  return {
    read,
    // One after the other within this process. Two processes that append in the same instant could still lose one
    // of the entries; both are a person at a prompt, git shows it, and the lost command is typed again.
    append(before, after) {
      const next = last.then(() => append(before, after));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
