import type { Json } from '../../domain/canonical-json.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import type { JobSummary } from '../../ports/run-queue.ts';
import type { Output } from './output.ts';
import { leverColumns } from './lever-columns.ts';
import { alike, arranged, listingLines, type Listing, type ListingColumn } from './listing.ts';
import { localTime } from './words.ts';

/**
 * Jobs as lines for stdout: as wide as the terminal, whole in a pipe, and every column with `--plain`. What `told` holds
 * stands somewhere above already.
 */
export function jobLines(
  output: Output,
  jobs: readonly JobSummary[],
  now = new Date(),
  told: readonly string[] = [],
): string[] {
  const listing = jobListing(jobs, output.flags.plain, now);
  return listingLines(output, { ...listing, title: listing.title.filter((one) => !told.includes(one)) });
}

/**
 * Jobs as a table. What all of them have in common is said once above it, so that what differs has the room;
 * `isPlain` keeps every column in its place for scripts.
 */
function jobListing(jobs: readonly JobSummary[], isPlain: boolean, now: Date): Listing {
  const recipe = alike(jobs.map((job) => job.recipeId));
  const backend = alike(jobs.map((job) => job.backend));
  // The state of a single job is what one looks for.
  const state = jobs.length === 1 ? null : alike(jobs.map((job) => job.state));
  const isTroubled = jobs.some((job) => job.state === 'Failed' || job.waitingFor !== null);
  const isClassSaid = !isPlain && state === null;
  const columns: readonly ListingColumn<JobSummary>[] = [
    { title: 'job', isWhole: true, cell: (job) => formatJobId(job.id), said: null },
    { title: 'state', cell: (job) => (isPlain ? job.state : stateText(job)), said: state },
    {
      title: 'recipe',
      isWhole: true,
      leaves: isTroubled ? 2 : 1,
      cell: (job) => job.recipeId,
      said: recipe,
    },
    ...leverColumns(jobs, (job) => job.binding, isPlain),
    { title: 'backend', leaves: 4, cell: (job) => job.backend, said: backend },
    { title: 'seed', align: 'right', leaves: 3, cell: (job) => String(job.seed), said: null },
    {
      title: 'note',
      isCuttable: true,
      leaves: isTroubled ? 1 : 2,
      cell: (job) => noteOf(job, now, isClassSaid),
      said: null,
    },
  ];
  return arranged(jobs, columns, isPlain);
}

/** The state with the one word that matters most beside it: the note leaves first where there is little room. */
function stateText(job: JobSummary): string {
  if (job.state === 'Failed') return `Failed: ${job.errorClass ?? 'unknown'}`;
  return job.waitingFor === null ? job.state : `${job.state}, waits`;
}

/**
 * What a person wants to know beside the state: what it waits for, who decided, why it failed; `isClassSaid` where the
 * state tells the class of the failure.
 */
function noteOf(job: JobSummary, now: Date, isClassSaid: boolean): string {
  if (job.waitingFor !== null) return `waits: ${job.waitingFor} until ${localTime(job.runAt, now)}`;
  if (job.state === 'Failed') {
    const told = isClassSaid ? [] : [job.errorClass ?? 'failed'];
    return [...told, ...(job.errorMessage === null ? [] : [job.errorMessage])].join(': ');
  }
  const gate = gateOf(job.state);
  if (gate !== null) {
    const shown = gate === 'concept' ? (job.concept === null ? [] : [job.concept]) : job.candidates;
    const digest = shown[0]?.digest.slice(0, 12) ?? '';
    return shown.length > 1 ? `${digest} and ${shown.length - 1} more` : digest;
  }
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
    decided:
      job.decidedBy === null
        ? null
        : {
            reviewer: job.decidedBy.reviewer,
            verdict: job.decidedBy.verdict,
            decision: job.decidedBy.decisionId,
          },
    created_at: job.createdAt,
  }) as unknown as Json;
