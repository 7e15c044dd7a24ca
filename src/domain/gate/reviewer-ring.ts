import { failure } from '../failure.ts';
import type { ProjectId, Sha256 } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import type { DecisionId } from './decision.ts';
import type { ReviewersFault, ReviewersFaultCode } from './faults.ts';
import { keyIdOf, type KeyId, type KeyIdentity, type PublicKey, type VerifySignature } from './key.ts';
import {
  reviewerSigningText,
  revocationSigningText,
  type ReviewerEntry,
  type ReviewersFile,
} from './reviewers.ts';

/** A key of the chain and how far it is trusted. */
export interface Reviewer {
  readonly keyId: KeyId;
  readonly publicKey: PublicKey;
  /** Foreign text. */
  readonly name: string;
  readonly addedAt: string;
  /** `null` for the root. */
  readonly addedBy: KeyId | null;
  /** False when the key that added it was revoked and this key was not listed as staying valid. */
  readonly isAdmitted: boolean;
  /** The key's own decisions that stay valid; `null` while it is not revoked. */
  readonly keptDecisions: ReadonlySet<DecisionId> | null;
}

/** The keys whose chain to the root is unbroken, in the order of the file. */
export type ReviewerRing = ReadonlyMap<KeyId, Reviewer>;

export interface ReviewersContext {
  readonly projectId: ProjectId;
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
  /** The root that was asked for from outside the project (`art verify --root`); `null` takes the file's own. */
  readonly pinnedRoot: KeyId | null;
}

/** Whether new decisions by this key count. */
export const mayDecide = (reviewer: Reviewer): boolean =>
  reviewer.isAdmitted && reviewer.keptDecisions === null;

/** The reviewer behind a key, or why it may not decide: `reviewer-unknown`, `key-revoked`. */
export function requireReviewer(ring: ReviewerRing, key: KeyIdentity): Result<Reviewer> {
  const reviewer = ring.get(key.keyId);
  if (reviewer === undefined) {
    return fail(failure('reviewer-unknown', { keyId: key.keyId, name: key.name, publicKey: key.publicKey }));
  }
  if (mayDecide(reviewer)) return ok(reviewer);
  return fail(failure('key-revoked', { keyId: key.keyId, name: reviewer.name }));
}

interface Kept {
  readonly decisions: ReadonlySet<DecisionId>;
  readonly reviewers: ReadonlySet<KeyId>;
}

/**
 * Follows the chain from the root and applies the revocations. Every fault is found; an entry at fault is not in
 * the ring, and neither is what hangs on it.
 *
 * A revocation only ever takes trust away: each one by a key of the chain counts, whatever their order and even
 * when its signer is revoked itself, and of two about one key only what both list stays valid. So a stolen key can
 * stop a project's decisions, which is seen at once, and never win trust back by revoking those who revoked it.
 */
export function checkReviewers(
  file: ReviewersFile,
  context: ReviewersContext,
): { readonly ring: ReviewerRing; readonly faults: readonly ReviewersFault[] } {
  const faults: ReviewersFault[] = [];
  const rootId = file.reviewers[0]?.key_id ?? null;
  if (context.pinnedRoot !== null && rootId !== context.pinnedRoot) {
    return { ring: new Map(), faults: [{ code: 'root-not-pinned', at: 'reviewers.0' }] };
  }
  const chain = new Map<KeyId, ReviewerEntry>();
  for (const [i, entry] of file.reviewers.entries()) {
    const code = entryFault(entry, i === 0, chain, context);
    if (code === null) chain.set(entry.key_id, entry);
    else faults.push({ code, at: `reviewers.${i}` });
  }

  const kept = new Map<KeyId, Kept>();
  for (const [i, revocation] of file.revocations.entries()) {
    const code = revocationFault(revocation, chain, context);
    if (code !== null) {
      faults.push({ code, at: `revocations.${i}` });
      continue;
    }
    const earlier = kept.get(revocation.key_id);
    kept.set(revocation.key_id, {
      decisions: inBoth(revocation.valid_decisions, earlier?.decisions),
      reviewers: inBoth(revocation.valid_reviewers, earlier?.reviewers),
    });
  }

  const ring = new Map<KeyId, Reviewer>();
  for (const entry of chain.values()) {
    const adder = entry.added_by === null ? null : (ring.get(entry.added_by) ?? null);
    const keptByAdder = adder === null ? undefined : kept.get(adder.keyId)?.reviewers;
    ring.set(entry.key_id, {
      keyId: entry.key_id,
      publicKey: entry.public_key,
      name: entry.name,
      addedAt: entry.added_at,
      addedBy: entry.added_by,
      isAdmitted: (adder === null || adder.isAdmitted) && (keptByAdder?.has(entry.key_id) ?? true),
      keptDecisions: kept.get(entry.key_id)?.decisions ?? null,
    });
  }
  return { ring, faults };
}

function entryFault(
  entry: ReviewerEntry,
  isFirst: boolean,
  chain: ReadonlyMap<KeyId, ReviewerEntry>,
  { projectId, sha256, verify }: ReviewersContext,
): ReviewersFaultCode | null {
  if (entry.project_id !== projectId) return 'other-project';
  if ((entry.added_by === null) !== isFirst) return 'root-misplaced';
  if (chain.has(entry.key_id)) return 'duplicate-key';
  if (keyIdOf(entry.public_key, sha256) !== entry.key_id) return 'key-mismatch';
  const signer = entry.added_by === null ? entry : chain.get(entry.added_by);
  if (signer === undefined) return 'adder-unknown';
  return verify(signer.public_key, reviewerSigningText(entry), entry.signature) ? null : 'bad-signature';
}

function revocationFault(
  revocation: ReviewersFile['revocations'][number],
  chain: ReadonlyMap<KeyId, ReviewerEntry>,
  { projectId, verify }: ReviewersContext,
): ReviewersFaultCode | null {
  if (revocation.project_id !== projectId) return 'other-project';
  if (revocation.key_id === revocation.by) return 'revokes-itself';
  if (!chain.has(revocation.key_id)) return 'revoked-unknown';
  const revoker = chain.get(revocation.by);
  if (revoker === undefined) return 'revoker-unknown';
  const signed = revocationSigningText(revocation);
  return verify(revoker.public_key, signed, revocation.signature) ? null : 'bad-signature';
}

const inBoth = <T>(listed: readonly T[], earlier: ReadonlySet<T> | undefined): ReadonlySet<T> =>
  new Set(earlier === undefined ? listed : listed.filter((item) => earlier.has(item)));
