import { formatJobId } from '../../domain/job/job-id.ts';
import type { JobSummary } from '../../ports/run-queue.ts';

/** A job as failures tell of it. */
export const stoppedJob = ({ id, state, errorClass }: JobSummary) => ({
  job: formatJobId(id),
  state,
  isCancelled: state === 'Failed' && errorClass === 'cancelled',
});
