import { failure } from '../domain/failure.ts';
import type { DecisionId } from '../domain/gate/decision.ts';
import type { KeyId } from '../domain/gate/key.ts';
import { checkReviewers, requireReviewer, type Reviewer } from '../domain/gate/reviewer-ring.ts';
import { revocationSigningText, reviewersPath, type Revocation } from '../domain/gate/reviewers.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Signer } from '../ports/signer.ts';
import type { ReadReviewers } from './read-decisions.ts';

export interface RevokeReviewer extends Omit<ReadReviewers, 'pinnedRoot'> {
  readonly keyId: KeyId;
  /** An unlocked key of another reviewer. */
  readonly signer: Signer;
  /** UTC, to the millisecond. */
  readonly revokedAt: string;
  /** Decisions of the key that stay valid. What the key signs later can never be among them. */
  readonly validDecisions: readonly DecisionId[];
  /** Keys added by the key that stay valid. */
  readonly validReviewers: readonly KeyId[];
}

/**
 * Takes a key's trust back. A second revocation of the same key narrows what the first let stand. Failures:
 * `reviewer-unknown` (either key), `key-revoked` (the signer), `usage` (a key revoking itself), `no-reviewers`,
 * `reviewers-invalid`, `reviewers-changed`.
 */
export async function revokeReviewer(input: RevokeReviewer): Promise<Result<Reviewer>> {
  const { reviewers, keyId, signer, projectId } = input;
  const read = await reviewers.read();
  if (!read.ok) return read;
  const before = read.value;
  if (before === null) return fail(failure('no-reviewers', { file: reviewersPath }));
  const { ring, faults } = checkReviewers(before, { ...input, pinnedRoot: null });
  if (faults.length > 0) return fail(failure('reviewers-invalid', { file: reviewersPath, faults }));
  if (!ring.has(keyId)) return fail(failure('reviewer-unknown', { keyId, name: null, publicKey: null }));
  const revoker = requireReviewer(ring, signer);
  if (!revoker.ok) return revoker;
  if (signer.keyId === keyId) {
    const next = "Unlock another reviewer's key and pass it with --as.";
    return fail(failure('usage', { what: 'A key cannot revoke itself.', next }));
  }

  const unsigned: Omit<Revocation, 'signature'> = {
    project_id: projectId,
    key_id: keyId,
    by: signer.keyId,
    at: input.revokedAt,
    valid_decisions: [...new Set(input.validDecisions)].sort(),
    valid_reviewers: [...new Set(input.validReviewers)].sort(),
  };
  const revocation = { ...unsigned, signature: await signer.sign(revocationSigningText(unsigned)) };
  const after = { ...before, revocations: [...before.revocations, revocation] };
  const revoked = checkReviewers(after, { ...input, pinnedRoot: null }).ring.get(keyId);
  if (revoked === undefined) throw new Error('a key that was just revoked has left the chain');
  const written = await reviewers.append(before, after);
  return written.ok ? ok(revoked) : written;
}
