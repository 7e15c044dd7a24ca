import type { Pool } from 'pg';
import type { ProjectId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import type { Listings } from '../../ports/listings.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { coverRecipe } from './queries/cover-recipe.ts';
import { tallyJobs } from './queries/tally-jobs.ts';

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
  };
}
