import type { Database } from '../query.ts';

/** Holds a run's row until the transaction ends, and gives the cells that have a job. */
export async function lockRun(db: Database, projectId: string, runId: string): Promise<ReadonlySet<number>> {
  await db.query({
    name: 'lock-run',
    text: `select from art.art_runs where project_id = $1 and run_id = $2 for update`,
    values: [projectId, runId],
  });
  const { rows } = await db.query<{ cell: number }>({
    name: 'cells-with-jobs',
    text: `select distinct cell from art.art_jobs where project_id = $1 and run_id = $2`,
    values: [projectId, runId],
  });
  return new Set(rows.map(({ cell }) => cell));
}

/** A new job for every cell whose latest one failed or was cancelled, in one statement. */
export async function retryFailed(
  db: Database,
  projectId: string,
  runId: string,
): Promise<readonly { cell: number; try: number }[]> {
  const { rows } = await db.query<{ cell: number; try: number }>({
    name: 'retry-failed',
    text: `
with made as (
  insert into art.art_jobs (project_id, run_id, cell, try, recipe_id, recipe_digest, is_draft, kind, asks_again,
    binding, binding_hash, backend, concept_backend, turn, child_index, seed, trace_id)
  select project_id, run_id, cell, try + 1, recipe_id, recipe_digest, is_draft, kind, asks_again, binding,
    binding_hash, backend, concept_backend, coalesce(concept_backend, backend), child_index, seed,
    replace(gen_random_uuid()::text, '-', '')
  from art.art_jobs j where project_id = $1 and run_id = $2 and state = 'Failed'
    and exists (select from art.art_runs r where r.project_id = $1 and r.run_id = $2 and r.sealed_at is null)
    and not exists (select from art.art_jobs later where later.project_id = j.project_id and later.run_id = j.run_id
      and later.cell = j.cell and later.try > j.try)
  on conflict do nothing returning *
), recorded as (
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select project_id, id, 1, 'queued', 'New', 'Pending', jsonb_build_object('retries', try - 1, 'resumed', true) from made
)
select cell, try from made`,
    values: [projectId, runId],
  });
  return rows;
}
