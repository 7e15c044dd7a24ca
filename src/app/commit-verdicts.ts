import { failure, type FailureOf } from '../domain/failure.ts';
import type { Gate } from '../domain/gate/gate.ts';
import type { Digest } from '../domain/ids.ts';
import { formatJobId, type JobId } from '../domain/job/job-id.ts';
import { gateOf, type JobState } from '../domain/job/transition.ts';
import { ok, type Result } from '../domain/result.ts';
import type { GateCandidate, JobSummary } from '../ports/run-queue.ts';
import type { Signer } from '../ports/signer.ts';
import { decide, type DecideDeps } from './decide.ts';

/** A verdict that is ready to be signed: about a picture that a person saw, at the gate where it stood. */
export interface VerdictToSign {
  /** The job as it was when the picture was shown. */
  readonly job: JobSummary;
  readonly digest: Digest;
  readonly verdict: 'approve' | 'reject';
  /** Foreign text; `null` for none. */
  readonly reason: string | null;
}

/** Why one verdict was not signed while those beside it were. */
export type TooLate = FailureOf<'decision-moved' | 'draft-not-approvable'>;

/** What became of one verdict. */
export type Committed =
  | {
      readonly kind: 'decided';
      readonly verdict: VerdictToSign;
      readonly state: JobState;
      /** Other jobs with the same picture, which the decision moved too. */
      readonly alsoMoved: readonly JobId[];
    }
  /** A decision of this commit about the same picture has moved the job already, the same way. */
  | { readonly kind: 'carried'; readonly verdict: VerdictToSign }
  /** The gate shows something else by now, or somebody else decided. Nothing was signed for it. */
  | { readonly kind: 'moved'; readonly verdict: VerdictToSign; readonly failure: TooLate };

/** The pictures at the gate of a job, or that stood there last. */
export const shownAt = (job: JobSummary, gate: Gate | null): readonly GateCandidate[] =>
  gate === 'review' ? job.candidates : gate === 'concept' && job.concept !== null ? [job.concept] : [];

/** The failure of a verdict whose picture is not at the gate any more; it names who decided, where somebody did. */
export const movedAway = (job: JobSummary, expected: string): FailureOf<'decision-moved'> => {
  const gate = gateOf(job.state);
  return failure('decision-moved', {
    job: formatJobId(job.id),
    expected,
    found: gate === null ? null : (shownAt(job, gate)[0]?.digest ?? null),
    decidedBy: gate === null ? (job.decidedBy?.reviewer ?? null) : null,
  });
};

/**
 * Signs and applies verdicts one by one: each that is still valid stands, whatever becomes of the others, and each is
 * told as soon as it is known; the next waits until `tell` is done. Stops only at a failure that the next one would meet too, such as a full disk; what
 * was signed before it stands.
 */
export async function commitVerdicts(
  deps: DecideDeps,
  signer: Signer,
  verdicts: readonly VerdictToSign[],
  tell: (committed: Committed) => unknown,
): Promise<Result<{ readonly decided: number; readonly moved: readonly string[] }>> {
  /** Jobs that this commit has moved, with the verdict that did. */
  const done = new Map<string, VerdictToSign['verdict']>();
  const moved: string[] = [];
  let decided = 0;
  for (const verdict of verdicts) {
    const name = formatJobId(verdict.job.id);
    if (done.get(name) === verdict.verdict) {
      decided += 1;
      await tell({ kind: 'carried', verdict });
      continue;
    }
    const outcome = await decide(deps, { ...verdict, signer });
    if (!outcome.ok) {
      const { kind } = outcome.failure;
      if (kind !== 'decision-moved' && kind !== 'draft-not-approvable') return outcome;
      moved.push(name);
      await tell({ kind: 'moved', verdict, failure: outcome.failure });
      continue;
    }
    decided += 1;
    const { state, alsoMoved } = outcome.value;
    for (const job of [name, ...alsoMoved.map(formatJobId)]) done.set(job, verdict.verdict);
    await tell({ kind: 'decided', verdict, state, alsoMoved });
  }
  return ok({ decided, moved });
}
