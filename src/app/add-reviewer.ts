import { failure } from '../domain/failure.ts';
import { reviewerNameFrom } from '../domain/gate/foreign-text.ts';
import { keyIdOf, type PublicKey } from '../domain/gate/key.ts';
import { checkReviewers, requireReviewer, type Reviewer } from '../domain/gate/reviewer-ring.ts';
import {
  reviewerSigningText,
  reviewersPath,
  type ReviewerEntry,
  type ReviewersFile,
} from '../domain/gate/reviewers.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Signer } from '../ports/signer.ts';
import type { ReadReviewers } from './read-decisions.ts';

export interface AddReviewer extends Omit<ReadReviewers, 'pinnedRoot'> {
  /** The key to add. */
  readonly publicKey: PublicKey;
  /** Foreign text. */
  readonly name: string;
  /** An unlocked key of a reviewer. For the first one, the root, it is the key that is added. */
  readonly signer: Signer;
  /** UTC, to the millisecond. */
  readonly addedAt: string;
}

/**
 * Adds a key to those that may decide. In a project without reviewers the signer adds itself and is the root.
 * The same key again is a success that writes nothing. Failures: `no-reviewers` (the signer is not the key that
 * would be the root), `reviewer-unknown` and `key-revoked` (the signer), `reviewer-exists` (the name is taken),
 * `reviewer-name-invalid`, `reviewers-invalid`, `reviewers-changed`.
 */
export async function addReviewer(input: AddReviewer): Promise<Result<Reviewer>> {
  const { reviewers, publicKey, signer, projectId, sha256 } = input;
  const name = reviewerNameFrom(input.name);
  if (name === null) return fail(failure('reviewer-name-invalid', {}));
  const read = await reviewers.read();
  if (!read.ok) return read;
  const before = read.value;
  const keyId = keyIdOf(publicKey, sha256);
  const isRoot = before === null;

  if (isRoot && signer.keyId !== keyId) return fail(failure('no-reviewers', { file: reviewersPath }));
  if (!isRoot) {
    const { ring, faults } = checkReviewers(before, { ...input, pinnedRoot: null });
    if (faults.length > 0) return fail(failure('reviewers-invalid', { file: reviewersPath, faults }));
    const known = ring.get(keyId);
    if (known !== undefined) return requireReviewer(ring, { keyId, publicKey, name });
    const namesake = [...ring.values()].find((reviewer) => reviewer.name === name);
    if (namesake !== undefined) {
      return fail(failure('reviewer-exists', { keyId: namesake.keyId, name }));
    }
    const adder = requireReviewer(ring, signer);
    if (!adder.ok) return adder;
  }

  const unsigned: Omit<ReviewerEntry, 'signature'> = {
    project_id: projectId,
    key_id: keyId,
    public_key: publicKey,
    name,
    added_at: input.addedAt,
    added_by: isRoot ? null : signer.keyId,
  };
  const entry = { ...unsigned, signature: await signer.sign(reviewerSigningText(unsigned)) };
  const after: ReviewersFile = {
    schema_version: 1,
    reviewers: [...(before?.reviewers ?? []), entry],
    revocations: before?.revocations ?? [],
  };
  const { ring, faults } = checkReviewers(after, { ...input, pinnedRoot: null });
  const added = ring.get(keyId);
  if (added === undefined || faults.length > 0)
    throw new Error('a reviewer that was just added does not count');
  const written = await reviewers.append(before, after);
  return written.ok ? ok(added) : written;
}
