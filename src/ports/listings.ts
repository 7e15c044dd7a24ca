import type { JobState } from '../domain/job/transition.ts';
import type { Result } from '../domain/result.ts';

/** How many cells of the project stand where, by each cell's latest job. */
export interface ProjectTally {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Of those, jobs that wait for something other than a person. */
  readonly waiting: number;
}

/** Looks at the saga that change nothing, made for many rows: each is one statement with a bound on what it reads. */
export interface Listings {
  tally(): Promise<Result<ProjectTally>>;
}
