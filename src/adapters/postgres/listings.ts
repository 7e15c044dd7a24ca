import type { Pool } from 'pg';
import type { ProjectId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import type { Listings } from '../../ports/listings.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { coverRecipe } from './queries/cover-recipe.ts';
import { tallyJobs } from './queries/tally-jobs.ts';
import { tallyRun } from './queries/tally-run.ts';

/** Looks at the saga of a project, over a pool with the owner's login. */
export function databaseListings(pool: Pool, target: DatabaseTarget, projectId: ProjectId): Listings {
  return {
    coverage: (recipeId, recipeDigest) =>
      whileConnected(target, async () => {
        const rows = await coverRecipe(pool, projectId, recipeId, recipeDigest);
        return rows.map(({ binding, backend, state, is_withdrawn: isWithdrawn, jobs }) => ({
          binding,
          backend,
          state: state as JobState,
          isWithdrawn,
          jobs,
        }));
      }),
    tally: () =>
      whileConnected(target, async () => {
        const rows = await tallyJobs(pool, projectId);
        return {
          states: Object.fromEntries(rows.map((row) => [row.state, row.jobs])),
          waiting: rows.reduce((sum, row) => sum + row.waiting, 0),
        };
      }),
    runTally: (runId) =>
      whileConnected(target, async () => {
        const row = await tallyRun(pool, projectId, runId);
        if (row === null) return null;
        return {
          states: Object.fromEntries(row.states.map(({ state, jobs }) => [state, jobs])),
          held: Object.fromEntries(row.states.map(({ state, held }) => [state, held])),
          waiting: row.waiting.map((one) => ({ ...one, until: new Date(one.until).toISOString() })),
          failed: row.failed.map(({ cell, try: nth, error_class, error_message }) => ({
            id: { runId, cell, try: nth },
            errorClass: error_class,
            errorMessage: error_message,
          })),
          spentMicroUsd: Number(row.spent),
        };
      }),
  };
}
