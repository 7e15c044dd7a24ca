// A few jobs, runs, candidates and an overview for the screens of the listings. All times are fixed.
import { asBindingHash, asDigest, type AssetId, type RunId } from '../../src/domain/ids.ts';
import type { JobState } from '../../src/domain/job/transition.ts';
import type { Overview } from '../../src/entry/cli/overview.ts';
import type { CandidateSummary, SagaEvent } from '../../src/ports/listings.ts';
import type { JobSummary, RunSummary } from '../../src/ports/run-queue.ts';

export const now = new Date('2026-11-21T14:30:00.000Z');
const runId = 'run_0042_k3f9' as RunId;
const digest = (n: number) => asDigest(n.toString(16).padStart(2, '0').repeat(32));
const skald = 'iron.character.skald.v1';

const hair = ['long', 'short', 'braided'];
const colours = ['red', 'wolf grey'];

export function demoJob(cell: number, state: JobState, change: Partial<JobSummary> = {}): JobSummary {
  const shown = (path: string) => ({
    digest: digest(cell),
    pixels: digest(cell),
    sprites: digest(cell),
    path,
  });
  return {
    id: { runId, cell, try: 1 },
    recipeId: skald,
    recipeDigest: digest(200),
    isDraft: false,
    kind: 'character.humanoid',
    binding: {
      hair: hair[cell % 3] ?? '',
      hair_color: colours[cell % 2] ?? '',
      armor: 'plate',
      weapon: 'axe',
    },
    bindingHash: digest(cell),
    backend: 'procedural',
    conceptBackend: 'procedural',
    childIndex: cell - 1,
    seed: 7300 + cell,
    state,
    waitingFor: null,
    runAt: '2026-11-21T14:00:00.000Z',
    errorClass: null,
    errorMessage: null,
    concept: state === 'Pending' ? null : shown(`art_pool/concepts/${cell}.png`),
    candidates: ['AwaitingReview', 'Approved', 'Rejected'].includes(state)
      ? [shown(`art_pool/candidates/${skald}/${'ab'.repeat(8)}/procedural/00${cell}.png`)]
      : [],
    gateSeq: null,
    decidedBy: null,
    createdAt: '2026-11-21T13:00:00.000Z',
    ...change,
  };
}

export const demoJobs: readonly JobSummary[] = [
  demoJob(1, 'AwaitingConceptApproval'),
  demoJob(2, 'AwaitingReview'),
  demoJob(3, 'Approved', { decidedBy: { reviewer: 'Ada', verdict: 'approve', decisionId: digest(9) } }),
  demoJob(4, 'Failed', {
    errorClass: 'stage-failed',
    errorMessage: 'The stage final failed: the picture is \u001b[31mempty.',
  }),
  demoJob(5, 'RotationGenerating', { waitingFor: 'retry', runAt: '2026-11-21T15:10:00.000Z' }),
  demoJob(6, 'Pending', { id: { runId, cell: 6, try: 2 } }),
];

/** Jobs of two recipes, which have other levers. */
export const mixedJobs: readonly JobSummary[] = [
  ...demoJobs.slice(0, 4),
  demoJob(7, 'AwaitingReview', {
    id: { runId: 'run_0041_abcd' as RunId, cell: 1, try: 1 },
    recipeId: 'iron.object.statue.v1',
    binding: { material: 'bronze', armor: 'plate', weapon: 'spear' },
  }),
];

const run = (n: number, change: Partial<RunSummary> = {}): RunSummary => ({
  runId: `run_00${n}_k3f9` as RunId,
  origin: 'generate',
  recipeId: skald,
  isDraft: false,
  isGated: true,
  createdAt: '2026-11-20T09:05:00.000Z',
  states: { AwaitingReview: 12, Approved: 3, Failed: 1, Persisting: 2, Rejected: 40 },
  cells: 58,
  ...change,
});
export const demoRuns: readonly RunSummary[] = [
  run(42, { createdAt: '2026-11-21T13:00:00.000Z' }),
  run(41, { recipeId: 'iron.object.statue.v1', states: { Approved: 4 }, cells: 4 }),
  run(40, { origin: 'reroll', states: { Rejected: 9 }, cells: 9 }),
];

export const demoCandidates = ([2, 3, 5, 8] as const).map((cell, i) => {
  const job = demoJob(cell, i < 2 ? 'Approved' : 'AwaitingReview');
  const candidate: CandidateSummary = {
    job: job.id,
    state: job.state,
    binding: job.binding,
    bindingHash: asBindingHash(digest(cell)),
    backend: 'procedural',
    childIndex: cell - 1,
    seed: job.seed,
    digest: digest(cell),
    path: `art_pool/candidates/${skald}/${'ab'.repeat(8)}/procedural/00${cell}.png`,
    decision:
      i < 2
        ? {
            id: digest(77),
            verdict: 'approve',
            reviewer: 'Ada',
            reason: null,
            at: '2026-11-21T14:00:00.000Z',
          }
        : null,
  };
  const verdict = i < 2 ? ('approved' as const) : ('undecided' as const);
  return { candidate, verdict, promotedAs: i === 0 ? ['folk/farmer'] : [] };
});

const event = (seq: number, change: Partial<SagaEvent>): SagaEvent => ({
  job: { runId, cell: 3, try: 1 },
  seq,
  event: 'claimed',
  from: 'Pending',
  to: 'ConceptGenerating',
  detail: null,
  login: 'art_worker',
  at: '2026-11-21T14:00:00.000Z',
  decision: null,
  ...change,
});
export const demoEvents: readonly SagaEvent[] = [
  event(1, { event: 'queued', from: 'New', to: 'Pending', login: 'art_owner' }),
  event(2, { detail: { worker: 'forge-1-4711' } }),
  event(3, {
    event: 'concept-stored',
    from: 'ConceptGenerating',
    to: 'AwaitingConceptApproval',
    detail: { digest: digest(3), path: 'art_pool/concepts/3.png' },
  }),
  event(4, {
    event: 'approve',
    from: 'AwaitingConceptApproval',
    to: 'RotationGenerating',
    decision: { id: digest(9), reviewer: 'Ada', reason: 'the \u001b]52;c;aGk=\u0007 best' },
  }),
  event(5, {
    event: 'failed',
    from: 'RotationGenerating',
    to: 'Failed',
    detail: { error: 'stage-failed', message: 'The stage final failed: the picture is empty.' },
  }),
];

const id = (cell: number) => ({ runId, cell, try: 1 });

/** Nothing was ever asked for. */
export const emptyOverview: Overview = {
  states: {},
  spentTodayMicroUsd: 0,
  gates: [],
  waits: [],
  failures: [],
  working: [],
  isAtWork: false,
  workers: [],
  pack: null,
  toPromote: { newest: [], jobs: 0 },
  incomplete: [],
};

/** All is done and shipped. */
export const idleOverview: Overview = {
  ...emptyOverview,
  states: { Approved: 12, Rejected: 30 },
  workers: [{ workerId: 'w', host: 'forge', pid: 1, seenSecondsAgo: 1 }],
  pack: { name: '3', since: '2026-11-18T09:00:00.000Z' },
};

/** One of everything, and more than one screen could name. */
export const busyOverview: Overview = {
  states: {
    AwaitingConceptApproval: 300,
    AwaitingReview: 2225,
    Approved: 2500,
    Rejected: 2000,
    Failed: 900,
    Pending: 1000,
    ConceptGenerating: 500,
    RotationGenerating: 450,
    Persisting: 125,
  },
  spentTodayMicroUsd: 4_230_000,
  gates: [1, 2, 3, 4, 5, 6].map((n) => ({
    state: n % 2 === 1 ? ('AwaitingReview' as const) : ('AwaitingConceptApproval' as const),
    recipeId: `iron.character.skald.v${n}`,
    jobs: 400 + n,
    since: '2026-11-19T10:00:00.000Z',
    oldest: id(n),
  })),
  waits: [
    { for: 'retry', jobs: 170, until: '2026-11-21T15:00:00.000Z', first: id(7) },
    { for: 'backend-paused', jobs: 4, until: '2026-11-21T10:00:00.000Z', first: id(8) },
    { for: 'ceiling-\u001b[2Jreached', jobs: 1, until: '2026-11-22T00:00:00.000Z', first: id(9) },
  ],
  failures: ['stage-failed', 'blob-missing', 'recipe-drift'].map((kind, n) => ({
    class: kind,
    jobs: 300,
    at: '2026-11-21T12:00:00.000Z',
    latest: id(10 + n),
    message: 'The stage final failed: what the backend sent back is no picture that could be read at all.',
  })),
  working: demoJobs.slice(4).map((job) => ({
    id: job.id,
    state: job.state,
    recipeId: job.recipeId,
    binding: job.binding,
    isLeased: true,
  })),
  isAtWork: true,
  workers: [{ workerId: 'w', host: 'forge', pid: 1, seenSecondsAgo: 1 }],
  pack: { name: '3', since: '2026-11-21T09:00:00.000Z' },
  toPromote: {
    newest: [demoJob(3, 'Approved'), demoJob(8, 'Approved')].map((job) => ({
      job,
      assetId: 'folk/farmer' as AssetId,
    })),
    jobs: 87,
  },
  incomplete: ['run_0007_aaaa', 'run_0008_aaaa'] as RunId[],
};
