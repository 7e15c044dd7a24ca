import type { Json } from '../../domain/canonical-json.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import type { LeverBinding } from '../../domain/recipe/recipe.ts';
import { printable } from '../../domain/source/printable.ts';
import type { JobSummary } from '../../ports/run-queue.ts';
import type { Output } from './output.ts';
import { alike, listingLines, type Listing } from './listing.ts';
import { bindingText, localTime } from './words.ts';

/** Jobs as lines for stdout: as wide as the terminal, whole in a pipe, and every column with `--plain`. */
export const jobLines = (output: Output, jobs: readonly JobSummary[], now = new Date()): string[] =>
  listingLines(output, jobListing(jobs, output.flags.plain, now));

/**
 * Jobs as a table. What all of them have in common is said once above it, so that what differs has the room;
 * `isPlain` keeps every column in its place for scripts.
 */
export function jobListing(jobs: readonly JobSummary[], isPlain: boolean, now: Date): Listing {
  const isAlone = jobs.length === 1;
  const recipe = alike(jobs.map((job) => job.recipeId));
  const backend = alike(jobs.map((job) => job.backend));
  const state = isAlone ? null : alike(jobs.map((job) => job.state));
  const common = isAlone ? {} : commonLevers(jobs.map((job) => job.binding));
  const isTroubled = jobs.some((job) => job.state === 'Failed' || job.waitingFor !== null);
  const all = [
    { column: { title: 'job', isWhole: true }, cell: (job: JobSummary) => formatJobId(job.id), said: null },
    { column: { title: 'state' }, cell: (job: JobSummary) => job.state, said: state },
    {
      column: { title: 'recipe', isWhole: true, leaves: isTroubled ? 2 : 1 },
      cell: (job: JobSummary) => job.recipeId,
      said: recipe,
    },
    {
      column: { title: 'levers', isCuttable: true },
      cell: (job: JobSummary) => bindingText(isPlain ? job.binding : without(job.binding, common)),
      said: bindingText(common) || null,
      isGone: !isPlain && jobs.every((job) => Object.keys(without(job.binding, common)).length === 0),
    },
    { column: { title: 'backend', leaves: 4 }, cell: (job: JobSummary) => job.backend, said: backend },
    {
      column: { title: 'seed', align: 'right' as const, leaves: 3 },
      cell: (job: JobSummary) => String(job.seed),
      said: null,
    },
    {
      column: { title: 'note', isCuttable: true, leaves: isTroubled ? 1 : 2 },
      cell: (job: JobSummary) => noteOf(job, now),
      said: null,
    },
  ];
  const said = (one: (typeof all)[number]): boolean =>
    one.column.title === 'levers' ? one.isGone === true : one.said !== null;
  const shown = isPlain ? all : all.filter((one) => !said(one));
  return {
    title: isPlain ? [] : all.flatMap((one) => (one.said === null ? [] : [printable(one.said)])),
    columns: shown.map(({ column }) => column),
    rows: jobs.map((job) => shown.map(({ cell }) => cell(job))),
  };
}

/** The levers that have one value in all bindings. */
export function commonLevers(bindings: readonly LeverBinding[]): LeverBinding {
  const [first = {}] = bindings;
  return Object.fromEntries(
    Object.entries(first).filter(([lever, value]) => bindings.every((other) => other[lever] === value)),
  );
}

export const without = (binding: LeverBinding, common: LeverBinding): LeverBinding =>
  Object.fromEntries(Object.entries(binding).filter(([lever]) => common[lever] === undefined));

/** What a person wants to know beside the state: what it waits for, who decided, why it failed. */
export function noteOf(job: JobSummary, now: Date): string {
  if (job.waitingFor !== null) return `waits: ${job.waitingFor} until ${localTime(job.runAt, now)}`;
  if (job.state === 'Failed')
    return `${job.errorClass ?? 'failed'}${job.errorMessage === null ? '' : `: ${job.errorMessage}`}`;
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
