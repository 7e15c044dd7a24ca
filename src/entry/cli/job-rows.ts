import type { Json } from '../../domain/canonical-json.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import type { JobSummary } from '../../ports/run-queue.ts';
import type { Column } from './terminal/table.ts';
import { bindingText, localTime } from './words.ts';

export const jobColumns: readonly Column[] = [
  { title: 'job' },
  { title: 'state' },
  { title: 'levers', isCuttable: true },
  { title: 'seed', align: 'right' },
  { title: 'backend' },
  { title: 'note', isCuttable: true },
];

export const jobRow = (job: JobSummary): readonly string[] => [
  formatJobId(job.id),
  job.state,
  bindingText(job.binding),
  String(job.seed),
  job.backend,
  noteOf(job),
];

/** What a person wants to know beside the state: what it waits for, who decided, why it failed. */
function noteOf(job: JobSummary): string {
  if (job.waitingFor !== null) return `waits for ${job.waitingFor} until ${localTime(job.runAt)}`;
  if (job.state === 'Failed')
    return `${job.errorClass ?? 'failed'}${job.errorMessage === null ? '' : `: ${job.errorMessage}`}`;
  if (gateOf(job.state) !== null)
    return (job.state === 'AwaitingReview' ? job.candidates[0] : job.concept)?.path ?? '';
  if (job.decidedBy !== null) return `${job.decidedBy.verdict} by ${job.decidedBy.reviewer}`;
  return '';
}

/** A job as `--json` shows it. */
export const jobJson = (job: JobSummary): Json =>
  ({
    job: formatJobId(job.id),
    recipe_id: job.recipeId,
    recipe_digest: job.recipeDigest,
    draft: job.isDraft,
    kind: job.kind,
    binding: job.binding,
    binding_hash: job.bindingHash,
    backend: job.backend,
    concept_backend: job.conceptBackend,
    child_index: job.childIndex,
    seed: job.seed,
    state: job.state,
    gate: gateOf(job.state),
    waiting_for: job.waitingFor,
    run_at: job.runAt,
    error: job.errorClass === null ? null : { class: job.errorClass, message: job.errorMessage },
    concept: job.concept,
    candidates: job.candidates,
    decided: job.decidedBy,
    created_at: job.createdAt,
  }) as unknown as Json;
