import type { ProjectId, Sha256 } from '../ids.ts';
import { payloadId, signingText, type DecisionFile } from './decision.ts';
import type { Distrust } from './faults.ts';
import type { VerifySignature } from './key.ts';
import type { ReviewerRing } from './reviewer-ring.ts';

declare const trusted: unique symbol;

/** A decision whose signature and signer were checked. Made by `trustDecision` alone. */
export interface TrustedDecision extends DecisionFile {
  /** Name of the reviewer at the time of reading. Foreign text. */
  readonly reviewerName: string;
  readonly [trusted]: true;
}

export type TrustVerdict =
  | { readonly isTrusted: true; readonly decision: TrustedDecision }
  | { readonly isTrusted: false; readonly reason: Distrust };

export interface TrustContext {
  readonly projectId: ProjectId;
  readonly ring: ReviewerRing;
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
}

const distrusted = (reason: Distrust): TrustVerdict => ({ isTrusted: false, reason });

/**
 * Whether a decision counts: its id is that of its content, it is this project's, a key of the reviewers' chain
 * signed it, and no revocation of that key takes it away. `revoked` is said only of what was truly signed.
 */
export function trustDecision(file: DecisionFile, context: TrustContext): TrustVerdict {
  const { payload, signature } = file;
  if (payloadId(payload, context.sha256) !== payload.id) return distrusted('id-mismatch');
  if (payload.project_id !== context.projectId) return distrusted('other-project');
  const reviewer = context.ring.get(payload.key_id);
  if (reviewer === undefined) return distrusted('unknown-key');
  if (!context.verify(reviewer.publicKey, signingText(payload), signature)) {
    return distrusted('bad-signature');
  }
  const isKept = reviewer.keptDecisions === null || reviewer.keptDecisions.has(payload.id);
  if (!reviewer.isAdmitted || !isKept) return distrusted('revoked');
  return {
    isTrusted: true,
    decision: { ...file, reviewerName: reviewer.name } as TrustedDecision,
  };
}
