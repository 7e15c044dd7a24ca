import type { Verdict } from '../domain/gate/gate.ts';
import type { BindingHash, Digest, RunId } from '../domain/ids.ts';
import type { JobId } from '../domain/job/job-id.ts';
import type { JobState } from '../domain/job/transition.ts';
import type { ApprovalSubject } from '../domain/manifest/approval.ts';
import type { LeverBinding } from '../domain/recipe/recipe.ts';
import type { Result } from '../domain/result.ts';
import type { RunOrigin } from '../domain/run/run-record.ts';
import type { JobFilter, RunSummary } from './run-queue.ts';

/** What a review decision names: by these it is about a picture or not. */
export type SignedSubject = Pick<
  ApprovalSubject,
  'recipe_id' | 'recipe_digest' | 'bytes' | 'pixels' | 'sprites'
>;

/** Why jobs wait for something other than a person. */
export interface WaitingJobs {
  readonly reason: string;
  readonly jobs: number;
  /** When the first of them is looked at again; ISO 8601 UTC. */
  readonly until: string;
}

export interface FailedJob {
  readonly id: JobId;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
}

/** Where one run stands, by each cell's latest job. */
export interface RunTally {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Of those, jobs that a worker holds at this moment. */
  readonly held: Readonly<Partial<Record<JobState, number>>>;
  /** Most jobs first. */
  readonly waiting: readonly WaitingJobs[];
  /** The failed ones that failed last, newest first, at most 20. */
  readonly failed: readonly FailedJob[];
  /** Of all jobs of the run, earlier tries too, in micro-USD. */
  readonly spentMicroUsd: number;
}

/** Jobs of one binding and backend that stand in one state, by each cell's latest job. */
export interface CoveredBinding {
  readonly binding: LeverBinding;
  readonly backend: string;
  readonly state: JobState;
  /** True for `Approved` when no candidate's approval stands any more. */
  readonly isWithdrawn: boolean;
  readonly jobs: number;
}

/** Where a project stands, by each cell's latest job: counts, and one or a few jobs by name. */
export interface ProjectGlance {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Of the jobs made on this UTC day. */
  readonly spentTodayMicroUsd: number;
  /** By gate and recipe; those that wait longest first. */
  readonly gates: readonly {
    readonly state: 'AwaitingConceptApproval' | 'AwaitingReview';
    readonly recipeId: string;
    readonly jobs: number;
    /** When the one that waits longest came to its gate. */
    readonly since: string | null;
    readonly oldest: JobId;
  }[];
  /** By reason; what is looked at again soonest first. */
  readonly waits: readonly {
    readonly for: string;
    readonly jobs: number;
    readonly until: string;
    readonly first: JobId;
  }[];
  /** By class; the latest first. What was cancelled is none. */
  readonly failures: readonly {
    readonly class: string;
    readonly jobs: number;
    readonly at: string | null;
    readonly latest: JobId;
    readonly message: string | null;
  }[];
  /** At most as many as were asked for: those that a worker holds first. */
  readonly working: readonly {
    readonly id: JobId;
    readonly state: JobState;
    readonly recipeId: string;
    readonly binding: LeverBinding;
    readonly isLeased: boolean;
  }[];
}

export interface RunFilter {
  readonly runId?: RunId;
  readonly recipeId?: string;
  readonly origin?: RunOrigin;
  /** Runs with a cell whose latest job is in one of these. */
  readonly states?: readonly JobState[];
  /** Made then or later; ISO 8601 UTC. */
  readonly since?: string;
  /** Only what comes after this run in the order of the listing. */
  readonly after?: RunId;
  readonly limit: number;
}

/** A signed decision as far as a listing tells of it. */
export interface DecisionSummary {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reviewer: string;
  readonly reason: string | null;
  readonly at: string;
}

export interface CandidateFilter {
  readonly recipeId: string;
  readonly verdict?: Verdict | 'undecided';
  readonly levers?: NonNullable<JobFilter['levers']>;
  /** Only what comes after this candidate in the order of the listing. */
  readonly after?: { readonly job: JobId; readonly digest: string };
  readonly limit: number;
}

export interface CandidateSummary {
  readonly job: JobId;
  readonly state: JobState;
  readonly binding: LeverBinding;
  readonly bindingHash: BindingHash;
  readonly backend: string;
  readonly childIndex: number;
  readonly seed: number;
  readonly digest: Digest;
  readonly path: string;
  /** The decision that stands about these bytes; `null`: nobody has decided. */
  readonly decision: DecisionSummary | null;
}

/** What only the page of one job shows. */
export interface JobFacts {
  readonly attempt: number;
  readonly costMicroUsd: number;
  readonly lease: { readonly worker: string; readonly expiresAt: string } | null;
  readonly traceId: string;
  /** The decision that stands about a picture of the job, by digest. */
  readonly decisions: ReadonlyMap<string, DecisionSummary>;
}

/** One thing that happened to a job: `queued`, `claimed`, `approve`. The first of a job comes from `New`. */
export interface SagaEvent {
  readonly job: JobId;
  /** Its number among the events of its job, from 1. */
  readonly seq: number;
  readonly event: string;
  readonly from: string;
  readonly to: JobState;
  readonly detail: Readonly<Record<string, unknown>> | null;
  /** Login of the database that recorded it. */
  readonly login: string;
  readonly at: string;
  readonly decision: Pick<DecisionSummary, 'id' | 'reviewer' | 'reason'> | null;
}

export interface EventFilter {
  readonly run?: RunId;
  readonly job?: JobId;
  readonly since?: string;
  readonly until?: string;
  /** Only what comes before this event. */
  readonly before?: { readonly job: JobId; readonly seq: number };
}

/** Events as they are committed: each exactly once, those of one look in the order of their times. */
export interface EventFeed {
  /** What was committed since the last look; at the first look the last events up to then. */
  next(): Promise<Result<readonly SagaEvent[]>>;
}

/** Words that a filter can match: what the jobs of the project have. */
export interface KnownNames {
  readonly recipes: readonly string[];
  readonly kinds: readonly string[];
  readonly backends: readonly string[];
  readonly levers: ReadonlyMap<string, readonly string[]>;
}

/** Looks at the saga that change nothing, made for many rows: each is one statement with a bound on what it reads. */
export interface Listings {
  /** `null` when the database has no such run. */
  runTally(run: RunId): Promise<Result<RunTally | null>>;
  /** How far the bindings of a recipe's text have come; bindings that nobody asked for have no row. */
  coverage(recipeId: string, recipeDigest: Digest): Promise<Result<readonly CoveredBinding[]>>;
  /** What the indexed decisions about each of these come to, in the order given; `null` where none is about it. */
  verdicts(subjects: readonly SignedSubject[]): Promise<Result<readonly (Verdict | null)[]>>;
  /** With at most `mostNamed` jobs that are in work. */
  glance(mostNamed: number): Promise<Result<ProjectGlance>>;
  runs(filter: RunFilter): Promise<Result<readonly RunSummary[]>>;
  countJobs(filter: JobFilter): Promise<Result<number>>;
  /** Pictures whose approval was withdrawn and not given again; their jobs stay `Approved`. */
  withdrawn(): Promise<Result<readonly Digest[]>>;
  candidates(filter: CandidateFilter): Promise<Result<readonly CandidateSummary[]>>;
  /** `null` when there is no such job. */
  facts(job: JobId): Promise<Result<JobFacts | null>>;
  /** The last events, at most `limit`, in the order of their times. */
  events(filter: EventFilter, limit: number): Promise<Result<readonly SagaEvent[]>>;
  /** Begins with the last events, at most `last`, and goes on. */
  follow(filter: EventFilter, last: number): EventFeed;
  names(): Promise<Result<KnownNames>>;
}
