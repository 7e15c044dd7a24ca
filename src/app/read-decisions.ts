import { failure } from '../domain/failure.ts';
import type { DecisionBook } from '../domain/gate/decision-book.ts';
import { decisionPath } from '../domain/gate/decision.ts';
import type { DecisionFault } from '../domain/gate/faults.ts';
import { checkReviewers, type ReviewerRing, type ReviewersContext } from '../domain/gate/reviewer-ring.ts';
import { reviewersPath } from '../domain/gate/reviewers.ts';
import { trustDecision, type TrustedDecision } from '../domain/gate/trust.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { DecisionFiles } from '../ports/decision-files.ts';
import type { ReviewerFiles } from '../ports/reviewer-files.ts';

export interface ReadReviewers extends ReviewersContext {
  readonly reviewers: ReviewerFiles;
}

export interface ReadDecisions extends ReadReviewers {
  readonly decisions: DecisionFiles;
}

/**
 * The keys that count; none while the project has no reviewers. Any fault in the file is `reviewers-invalid`: a
 * revocation that was tampered with looks just like none. `no-reviewers` only where a root is pinned.
 */
export async function readReviewers(input: ReadReviewers): Promise<Result<ReviewerRing>> {
  const file = await input.reviewers.read();
  if (!file.ok) return file;
  if (file.value === null) {
    // Asked for by name, the root cannot be absent: a project whose reviewers were deleted is not one without any.
    if (input.pinnedRoot !== null) return fail(failure('no-reviewers', { file: reviewersPath }));
    return ok(new Map());
  }
  const { ring, faults } = checkReviewers(file.value, input);
  return faults.length === 0 ? ok(ring) : fail(failure('reviewers-invalid', { file: reviewersPath, faults }));
}

/**
 * Reads every decision of the project from files alone and checks each one. A bad file is a fault of the book and
 * does not count; it never holds up the reading of the others.
 */
export async function readDecisions(input: ReadDecisions): Promise<Result<DecisionBook>> {
  const ring = await readReviewers(input);
  if (!ring.ok) return ring;
  const read = await input.decisions.readAll();
  if (!read.ok) return read;
  const trusted: TrustedDecision[] = [];
  const faults: DecisionFault[] = [...read.value.faults];
  const { projectId, sha256, verify } = input;
  for (const decision of read.value.decisions) {
    const verdict = trustDecision(decision, { projectId, ring: ring.value, sha256, verify });
    if (verdict.isTrusted) trusted.push(verdict.decision);
    else faults.push({ file: decisionPath(decision.payload.id), code: verdict.reason, at: null });
  }
  return ok({ ring: ring.value, trusted, faults });
}
