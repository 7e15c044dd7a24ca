import type { Gate } from '../gate/gate.ts';

/** The nine states. `Approved`, `Rejected` and `Failed` are final. */
export const jobStates = [
  'Pending',
  'ConceptGenerating',
  'AwaitingConceptApproval',
  'RotationGenerating',
  'Persisting',
  'AwaitingReview',
  'Approved',
  'Rejected',
  'Failed',
] as const;
export type JobState = (typeof jobStates)[number];

export type JobActor = 'operator' | 'worker' | 'sweep' | 'reviewer';

export const isFinal = (state: JobState): boolean =>
  state === 'Approved' || state === 'Rejected' || state === 'Failed';

/** The gate that a job stands at, if any. */
export function gateOf(state: JobState): Gate | null {
  if (state === 'AwaitingConceptApproval') return 'concept';
  if (state === 'AwaitingReview') return 'review';
  return null;
}

/** What can happen to a job. The names are those of the database's event rows. */
export type JobEvent =
  | { readonly type: 'claimed' }
  | { readonly type: 'concept-stored' }
  | { readonly type: 'final-stored' }
  | { readonly type: 'persisted' }
  | { readonly type: 'approve' }
  | { readonly type: 'reject' }
  /** The worker gives the job back unharmed, on its way out. */
  | { readonly type: 'released' }
  /** Something outside must change first; uses up no attempt. */
  | { readonly type: 'waiting'; readonly for: string }
  | { readonly type: 'retry-later' }
  /** The sweep took back an expired lease. */
  | { readonly type: 'reclaimed' }
  /** The sweep found that what the job waited for may be over. */
  | { readonly type: 'resumed' }
  | { readonly type: 'failed' }
  /** The third reclaim without progress. */
  | { readonly type: 'timed-out' }
  | { readonly type: 'cancel' };

export interface JobView {
  readonly state: JobState;
  /** `null` for a job without a concept phase. */
  readonly conceptBackend: string | null;
  /** The final backend. */
  readonly backend: string;
}

/** What follows from an event: the next state, whose turn it is, and what becomes of the lease. */
export interface JobStep {
  readonly state: JobState;
  readonly actor: JobActor;
  /** The backend of the next work, or `local`; `null` when there is none. */
  readonly turn: string | null;
  /** Later states first, so that what is nearly done gets done. */
  readonly rank: 0 | 1 | 2 | 3;
  readonly lease: 'taken' | 'kept' | 'dropped' | 'none';
  readonly isRunnable: boolean;
}

const working = new Set<JobState>(['ConceptGenerating', 'RotationGenerating', 'Persisting']);
const ranks = { Pending: 0, ConceptGenerating: 1, RotationGenerating: 2, Persisting: 3 } as const;

function at(job: JobView, state: JobState, rest: Pick<JobStep, 'actor' | 'lease' | 'isRunnable'>): JobStep {
  const rank = state in ranks ? ranks[state as keyof typeof ranks] : 0;
  return { state, turn: turnOf(job, state), rank, ...rest };
}

function turnOf(job: JobView, state: JobState): string | null {
  switch (state) {
    case 'Pending':
      return job.conceptBackend ?? job.backend;
    case 'ConceptGenerating':
      return job.conceptBackend;
    case 'RotationGenerating':
      return job.backend;
    case 'Persisting':
      return 'local';
    case 'AwaitingConceptApproval':
    case 'AwaitingReview':
    case 'Approved':
    case 'Rejected':
    case 'Failed':
      return null;
  }
}

/**
 * The saga as a pure function: what an event makes of a job, or `null` where the event cannot happen.
 * The database holds the same table as data (`art.art_transitions`) and refuses everything else.
 *
 * @example transition({ state: 'Pending', conceptBackend: null, backend: 'procedural' }, { type: 'claimed' })
 */
export function transition(job: JobView, event: JobEvent): JobStep | null {
  const { state } = job;
  const inWork = working.has(state);
  switch (event.type) {
    case 'claimed': {
      if (!inWork && state !== 'Pending') return null;
      const next =
        state !== 'Pending'
          ? state
          : job.conceptBackend === null
            ? 'RotationGenerating'
            : 'ConceptGenerating';
      return at(job, next, { actor: 'worker', lease: 'taken', isRunnable: false });
    }
    case 'concept-stored':
      if (state !== 'ConceptGenerating') return null;
      return at(job, 'AwaitingConceptApproval', { actor: 'worker', lease: 'dropped', isRunnable: false });
    case 'final-stored':
      if (state !== 'RotationGenerating') return null;
      return at(job, 'Persisting', { actor: 'worker', lease: 'kept', isRunnable: false });
    case 'persisted':
      if (state !== 'Persisting') return null;
      return at(job, 'AwaitingReview', { actor: 'worker', lease: 'dropped', isRunnable: false });
    case 'approve':
      if (state === 'AwaitingConceptApproval') {
        return at(job, 'RotationGenerating', { actor: 'reviewer', lease: 'none', isRunnable: true });
      }
      if (state !== 'AwaitingReview') return null;
      return at(job, 'Approved', { actor: 'reviewer', lease: 'none', isRunnable: false });
    case 'reject':
      if (gateOf(state) === null) return null;
      return at(job, 'Rejected', { actor: 'reviewer', lease: 'none', isRunnable: false });
    case 'released':
      return inWork ? at(job, state, { actor: 'worker', lease: 'dropped', isRunnable: true }) : null;
    case 'waiting':
    case 'retry-later':
      return inWork ? at(job, state, { actor: 'worker', lease: 'dropped', isRunnable: false }) : null;
    case 'reclaimed':
    case 'resumed':
      return inWork ? at(job, state, { actor: 'sweep', lease: 'dropped', isRunnable: true }) : null;
    case 'failed':
      return inWork ? at(job, 'Failed', { actor: 'worker', lease: 'dropped', isRunnable: false }) : null;
    case 'timed-out':
      return inWork ? at(job, 'Failed', { actor: 'sweep', lease: 'dropped', isRunnable: false }) : null;
    case 'cancel':
      return isFinal(state)
        ? null
        : at(job, 'Failed', { actor: 'operator', lease: 'dropped', isRunnable: false });
  }
}
