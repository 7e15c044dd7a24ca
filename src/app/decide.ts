import { failure } from '../domain/failure.ts';
import { reasonFrom } from '../domain/gate/foreign-text.ts';
import type { Gate } from '../domain/gate/gate.ts';
import { supersedable, type DecisionSubject } from '../domain/gate/standing.ts';
import type { BindingHash, Digest, RecipeId } from '../domain/ids.ts';
import { formatJobId } from '../domain/job/job-id.ts';
import { gateOf } from '../domain/job/transition.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  DecisionOutcome,
  DecisionRow,
  GateCandidate,
  JobSummary,
  RunQueue,
} from '../ports/run-queue.ts';
import type { Signer } from '../ports/signer.ts';
import { decisionRow } from './index-decisions.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';
import { signDecision } from './sign-decision.ts';

export interface DecideDeps {
  readonly decisions: ReadDecisions;
  readonly queue: RunQueue;
  readonly clock: Clock;
}

export interface DecideRequest {
  /** The job as it was shown. */
  readonly job: JobSummary;
  /** Digest of the picture that the person saw. */
  readonly digest: Digest;
  readonly verdict: 'approve' | 'reject';
  /** Foreign text; `null` for none. */
  readonly reason: string | null;
  readonly signer: Signer;
}

/**
 * Decides about exactly the bytes that were seen: the job is locked and checked, the signed file written, the rows
 * inserted, in that order; after a crash the file wins. Rejecting a job signs one rejection for each of its candidates.
 */
export async function decide(deps: DecideDeps, request: DecideRequest): Promise<Result<DecisionOutcome>> {
  const { job, digest, verdict } = request;
  const gate = gateOf(job.state);
  if (gate === null || job.gateSeq === null) {
    return fail(
      failure('decision-moved', {
        job: formatJobId(job.id),
        expected: digest,
        found: null,
        decidedBy: job.decidedBy?.reviewer ?? null,
      }),
    );
  }
  if (gate === 'review' && verdict === 'approve' && job.isDraft) {
    return fail(failure('draft-not-approvable', { job: formatJobId(job.id), recipeId: job.recipeId }));
  }
  return deps.queue.decide({ job: job.id, gate, gateSeq: job.gateSeq, digest }, async (locked) => {
    const rows: DecisionRow[] = [];
    for (const candidate of subjectsOf(locked, gate, request)) {
      const written = await signAndWrite(deps, request, locked, gate, candidate);
      if (!written.ok) return written;
      rows.push(written.value);
    }
    return ok(rows);
  });
}

function subjectsOf(
  job: JobSummary,
  gate: Gate,
  { digest, verdict }: DecideRequest,
): readonly GateCandidate[] {
  if (gate === 'concept') return job.concept === null ? [] : [job.concept];
  return verdict === 'reject'
    ? job.candidates
    : job.candidates.filter((candidate) => candidate.digest === digest);
}

async function signAndWrite(
  deps: DecideDeps,
  request: DecideRequest,
  job: JobSummary,
  gate: Gate,
  candidate: GateCandidate,
): Promise<Result<DecisionRow>> {
  const book = await readDecisions(deps.decisions);
  if (!book.ok) return book;
  const recipeId = job.recipeId as RecipeId;
  const subject: DecisionSubject =
    gate === 'concept'
      ? { gate, recipe_id: recipeId, bytes: candidate.digest }
      : {
          gate,
          recipe_id: recipeId,
          recipe_digest: job.recipeDigest,
          bytes: candidate.digest,
          pixels: candidate.pixels,
          sprites: candidate.sprites,
        };
  const signed = await signDecision({
    ...deps.decisions,
    ring: book.value.ring,
    signer: request.signer,
    draft: {
      gate,
      verdict: request.verdict,
      recipe_id: recipeId,
      recipe_digest: job.recipeDigest,
      binding_hash: job.bindingHash as BindingHash,
      kind: job.kind,
      backend: gate === 'concept' ? job.conceptBackend : job.backend,
      child_index: job.childIndex,
      bytes: candidate.digest,
      pixels: candidate.pixels,
      sprites: gate === 'concept' ? null : candidate.sprites,
      reason: request.reason === null ? null : reasonFrom(request.reason),
      decided_at: deps.clock.now(),
      supersedes: supersedable(book.value.trusted, subject),
    },
  });
  if (!signed.ok) return signed;
  const written = await deps.decisions.decisions.write(signed.value);
  return written.ok ? ok(decisionRow(signed.value)) : written;
}
