import { jobStates } from '../../domain/job/transition.ts';
import type { RunSummary } from '../../ports/run-queue.ts';

/** What a person acts upon first: gates, then failures, then what goes on by itself, then what is done. */
const byUrgency = [
  'AwaitingConceptApproval',
  'AwaitingReview',
  'Failed',
  ...jobStates.filter(
    (state) =>
      !['AwaitingConceptApproval', 'AwaitingReview', 'Failed', 'Approved', 'Rejected'].includes(state),
  ),
  'Approved',
  'Rejected',
] as const;

/** `3 AwaitingReview, 1 Failed, 8 Approved` */
export const statesText = (states: RunSummary['states']): string =>
  byUrgency.flatMap((state) => (states[state] === undefined ? [] : [`${states[state]} ${state}`])).join(', ');
