import type { DecisionBook } from '../domain/gate/approval.ts';
import { hidesDecision } from '../domain/gate/faults.ts';
import { failure } from '../domain/failure.ts';
import { verdictOn, type DecisionSubject } from '../domain/gate/standing.ts';
import { asDigest } from '../domain/ids.ts';
import type { ApprovalSubject } from '../domain/manifest/approval.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ApprovedCandidate, Approvals } from '../ports/approvals.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';

const subjectOf = (subject: ApprovalSubject): Extract<DecisionSubject, { gate: 'review' }> => ({
  gate: 'review',
  recipe_id: subject.recipe_id,
  recipe_digest: subject.recipe_digest,
  bytes: subject.bytes,
  pixels: subject.pixels,
  sprites: subject.sprites,
});

/** What to make of a decision file that cannot be read for what it was: it may have been a rejection. */
export type OnDamagedDecision =
  /** `decision-invalid`: nothing is promoted or shipped while one stands there. */
  | 'stop'
  /** The others are read as if it were not there: for looking and for verifying, which names it. */
  | 'pass-over';

/** The approvals that the signed decision files come to. Read and checked once for each use of a command. */
export function readApprovals(input: ReadDecisions, onDamaged: OnDamagedDecision): Approvals {
  let book: Promise<Result<DecisionBook>> | null = null;
  const read = (): Promise<Result<DecisionBook>> => (book ??= readBook());

  async function readBook(): Promise<Result<DecisionBook>> {
    const decisions = await readDecisions(input);
    if (!decisions.ok || onDamaged === 'pass-over') return decisions;
    const hiding = decisions.value.faults.find((fault) => hidesDecision(fault.code));
    if (hiding === undefined) return decisions;
    return fail(failure('decision-invalid', { file: hiding.file, reason: hiding.code, at: hiding.at }));
  }

  return {
    async standingOf(subject, preferred) {
      const decisions = await read();
      if (!decisions.ok) return decisions;
      const found = verdictOn(decisions.value.trusted, subjectOf(subject));
      if (found === null) return ok({ verdict: 'undecided' });
      const ids = found.standing.map(({ payload }) => asDigest(payload.id));
      const decision = asDigest(found.decision.payload.id);
      if (found.verdict === 'reject') return ok({ verdict: 'rejected', decision });
      if (found.verdict === 'withdraw') return ok({ verdict: 'withdrawn', decision });
      const named =
        preferred !== null && ids.includes(preferred) ? preferred : ([...ids].sort()[0] ?? decision);
      return ok({ verdict: 'approved', decision: named });
    },
    async approved() {
      const decisions = await read();
      if (!decisions.ok) return decisions;
      const { trusted } = decisions.value;
      const found = new Map<string, ApprovedCandidate>();
      for (const { payload } of trusted) {
        const { binding_hash, backend, child_index, sprites } = payload;
        if (payload.gate !== 'review' || payload.verdict !== 'approve') continue;
        if (binding_hash === null || backend === null || child_index === null || sprites === null) continue;
        const { recipe_id, recipe_digest, kind, bytes, pixels } = payload;
        const subject = {
          recipe_id,
          recipe_digest,
          binding_hash,
          kind,
          backend,
          child_index,
          bytes,
          pixels,
          sprites,
        };
        if (verdictOn(trusted, subjectOf(subject))?.verdict !== 'approve') continue;
        found.set(payload.id, { ...subject, decision: asDigest(payload.id) });
      }
      return ok([...found.values()].sort((a, b) => (a.decision < b.decision ? -1 : 1)));
    },
  };
}
