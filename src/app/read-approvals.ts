import { requireWhole, type DecisionBook } from '../domain/gate/decision-book.ts';
import { verdictOn, type DecisionSubject } from '../domain/gate/standing.ts';
import type { TrustedDecision } from '../domain/gate/trust.ts';
import { asDigest } from '../domain/ids.ts';
import type { ApprovalSubject } from '../domain/manifest/approval.ts';
import { ok, type Result } from '../domain/result.ts';
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

export interface ReadApprovals {
  readonly despiteFaults?: boolean;
  /** What was read before, to be asked instead. */
  readonly book?: DecisionBook;
}

/**
 * The approvals that the signed decision files come to. Read and checked once for each use of a command.
 *
 * A file that may hide a rejection is `decision-invalid` for whoever asks: promote and ship stop at it. Verification
 * tells of that file as a finding of its own and goes on, so it asks `despiteFaults`.
 */
export function readApprovals(
  input: ReadDecisions,
  { despiteFaults = false, book: known }: ReadApprovals = {},
): Approvals {
  type Trusted = Result<readonly TrustedDecision[]>;
  async function readTrusted(): Promise<Trusted> {
    const book = known === undefined ? await readDecisions(input) : ok(known);
    if (!book.ok) return book;
    return despiteFaults ? ok(book.value.trusted) : requireWhole(book.value);
  }
  let trusted: Promise<Trusted> | null = null;
  const read = (): Promise<Trusted> => (trusted ??= readTrusted());
  return {
    async standingOf(subject, preferred) {
      const decisions = await read();
      if (!decisions.ok) return decisions;
      const found = verdictOn(decisions.value, subjectOf(subject));
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
      const found = new Map<string, ApprovedCandidate>();
      for (const { payload } of decisions.value) {
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
        if (verdictOn(decisions.value, subjectOf(subject))?.verdict !== 'approve') continue;
        found.set(payload.id, { ...subject, decision: asDigest(payload.id) });
      }
      return ok([...found.values()].sort((a, b) => (a.decision < b.decision ? -1 : 1)));
    },
  };
}
