import type { JobState } from '../domain/job/transition.ts';
import type { Digest } from '../domain/ids.ts';
import type { LeverBinding } from '../domain/recipe/recipe.ts';
import type { Result } from '../domain/result.ts';

/** How many cells of the project stand where, by each cell's latest job. */
export interface ProjectTally {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Of those, jobs that wait for something other than a person. */
  readonly waiting: number;
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
  /** How far the bindings of a recipe's text have come; bindings that nobody asked for have no row. */
  coverage(recipeId: string, recipeDigest: Digest): Promise<Result<readonly CoveredBinding[]>>;
}
