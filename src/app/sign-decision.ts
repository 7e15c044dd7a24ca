import { makePayload, signingText, type DecisionDraft } from '../domain/gate/decision.ts';
import { requireReviewer } from '../domain/gate/reviewer-ring.ts';
import { trustDecision, type TrustContext, type TrustedDecision } from '../domain/gate/trust.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Signer } from '../ports/signer.ts';

export interface SignDecision extends TrustContext {
  readonly signer: Signer;
  /** What is decided. Whose key it is comes from the signer. */
  readonly draft: Omit<DecisionDraft, 'key_id' | 'project_id'>;
}

/**
 * Signs a decision with an unlocked key of this project. What comes back is trusted already and ready for
 * `DecisionFiles.write`. Failures: `reviewer-unknown`, `key-revoked`.
 */
export async function signDecision({
  signer,
  draft,
  ...context
}: SignDecision): Promise<Result<TrustedDecision>> {
  const reviewer = requireReviewer(context.ring, signer);
  if (!reviewer.ok) return reviewer;
  const whole = { ...draft, key_id: signer.keyId, project_id: context.projectId };
  const payload = makePayload(whole, context.sha256);
  const signature = await signer.sign(signingText(payload));
  const verdict = trustDecision({ payload, signature }, context);
  if (!verdict.isTrusted)
    throw new Error(`a decision that was just signed does not count: ${verdict.reason}`);
  return ok(verdict.decision);
}
