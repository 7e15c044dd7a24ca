import type { JobId } from '../../../domain/job/job-id.ts';
import type { Database } from '../query.ts';

/**
 * Keeps jobs out of the gates of some recipes while decisions about them are made, to the end of the transaction.
 * Taken before any row is locked; in code-unit order, so that two that take several cannot wait for each other.
 */
export async function lockGates(
  db: Database,
  projectId: string,
  recipeIds: readonly string[],
): Promise<void> {
  for (const recipeId of [...new Set(recipeIds)].sort()) {
    await db.query({
      name: 'lock-gates',
      text: `select art.lock_gates($1, $2, true)`,
      values: [projectId, recipeId],
    });
  }
}

/** The same for the recipe of one job, which never changes. */
export async function lockGatesOfJob(db: Database, projectId: string, job: JobId): Promise<void> {
  await db.query({
    name: 'lock-gates-of-job',
    text: `select art.lock_gates(project_id, recipe_id, true) from art.art_jobs
where project_id = $1 and run_id = $2 and cell = $3 and try = $4`,
    values: [projectId, job.runId, job.cell, job.try],
  });
}
