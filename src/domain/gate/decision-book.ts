import { failure, type Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { hidesDecision, type DecisionFault } from './faults.ts';
import type { ReviewerRing } from './reviewer-ring.ts';
import type { TrustedDecision } from './trust.ts';

/** All decisions of a project as they were read: what counts, what does not, and whose keys they were checked by. */
export interface DecisionBook {
  /** Empty while the project has no reviewers. */
  readonly ring: ReviewerRing;
  readonly trusted: readonly TrustedDecision[];
  readonly faults: readonly DecisionFault[];
}

/**
 * The trusted decisions of a book from which nothing may be missing. `decision-invalid` while any file may hide a
 * rejection: an approval beside it proves nothing.
 */
export function requireWhole(book: DecisionBook): Result<readonly TrustedDecision[]> {
  const hiding = book.faults.find((fault) => hidesDecision(fault.code));
  if (hiding === undefined) return ok(book.trusted);
  return fail(decisionFailure(hiding));
}

/** The failure of a command that needs a file that does not count. */
export const decisionFailure = ({ file, code, at, version }: DecisionFault): Failure =>
  version === undefined
    ? failure('decision-invalid', { file, reason: code, at })
    : failure('file-newer', { path: file, version });
