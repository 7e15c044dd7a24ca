import type { Digest, RunId } from '../domain/ids.ts';
import type { JobId } from '../domain/job/job-id.ts';
import type { JobState } from '../domain/job/transition.ts';
import type { LeverBinding } from '../domain/recipe/recipe.ts';
import type { Result } from '../domain/result.ts';

/** How many cells of the project stand where, by each cell's latest job. */
export interface ProjectTally {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Of those, jobs that wait for something other than a person. */
  readonly waiting: number;
}

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

/** Looks at the saga that change nothing, made for many rows: each is one statement with a bound on what it reads. */
export interface Listings {
  tally(): Promise<Result<ProjectTally>>;
  /** `null` when the database has no such run. */
  runTally(run: RunId): Promise<Result<RunTally | null>>;
  /** How far the bindings of a recipe's text have come; bindings that nobody asked for have no row. */
  coverage(recipeId: string, recipeDigest: Digest): Promise<Result<readonly CoveredBinding[]>>;
}
