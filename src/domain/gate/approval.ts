import { failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { hidesDecision, type DecisionFault } from './faults.ts';
import type { ReviewerRing } from './reviewer-ring.ts';
import { verdictOn, type DecisionSubject } from './standing.ts';
import type { TrustedDecision } from './trust.ts';

/** All decisions of a project as they were read: what counts, what does not, and whose keys they were checked by. */
export interface DecisionBook {
  /** Empty while the project has no reviewers. */
  readonly ring: ReviewerRing;
  readonly trusted: readonly TrustedDecision[];
  readonly faults: readonly DecisionFault[];
}

/**
 * The approval without which nothing is promoted or shipped. Failures: `decision-invalid` while any file may hide
 * a rejection, `decision-against` when the verdict that stands is none, `decision-missing` when there is none.
 */
export function requireApproval(book: DecisionBook, subject: DecisionSubject): Result<TrustedDecision> {
  const hiding = book.faults.find((fault) => hidesDecision(fault.code));
  if (hiding !== undefined) {
    const { file, code, at } = hiding;
    return fail(failure('decision-invalid', { file, reason: code, at }));
  }
  const found = verdictOn(book.trusted, subject);
  if (found === null) {
    const { gate, bytes } = subject;
    return fail(failure('decision-missing', { gate, bytes, differs: whatDiffers(book.trusted, subject) }));
  }
  const { decision, verdict } = found;
  if (verdict === 'approve') return ok(decision);
  const { decided_at, reason } = decision.payload;
  const told = { verdict, bytes: subject.bytes, name: decision.reviewerName, decidedAt: decided_at, reason };
  return fail(failure('decision-against', told));
}

/** In what the nearest approval of the same bytes is for something else; empty when there is none. */
function whatDiffers(decisions: readonly TrustedDecision[], subject: DecisionSubject): readonly string[] {
  const near = decisions
    .filter(({ payload }) => payload.verdict === 'approve' && payload.gate === subject.gate)
    .filter(({ payload }) => payload.bytes === subject.bytes)
    .map(({ payload }) => {
      const differing: string[] = [];
      if (payload.recipe_id !== subject.recipe_id) differing.push('recipe');
      if (subject.gate === 'concept') return differing;
      if (payload.recipe_id === subject.recipe_id && payload.recipe_digest !== subject.recipe_digest) {
        differing.push('version of the recipe file');
      }
      if (payload.pixels !== subject.pixels) differing.push('decoded picture');
      if (payload.sprites !== subject.sprites) differing.push('sprite table');
      return differing;
    });
  return near.sort((a, b) => a.length - b.length)[0] ?? [];
}
