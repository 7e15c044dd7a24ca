import type { Database } from '../query.ts';
import type { JobId } from '../../../domain/job/job-id.ts';

/**
 * A new job for the cell of a failed or rejected one that is the cell's latest. What was rejected is asked again. A run
 * that is being sealed is waited for, and takes nothing more then.
 */
export async function retryJob(
  db: Database,
  projectId: string,
  job: JobId,
  traceId: string,
): Promise<number | null> {
  const { rows } = await db.query<{ try: number }>({
    name: 'retry-job',
    text: `
with open as materialized (
  select from art.art_runs where project_id = $1 and run_id = $2 and sealed_at is null for share
), made as (
  insert into art.art_jobs (project_id, run_id, cell, try, recipe_id, recipe_digest, is_draft, kind, asks_again,
    binding, binding_hash, backend, concept_backend, turn, child_index, seed, trace_id)
  select project_id, run_id, cell, try + 1, recipe_id, recipe_digest, is_draft, kind, asks_again or state = 'Rejected', binding,
    binding_hash, backend, concept_backend, coalesce(concept_backend, backend), child_index, seed, $5
  from art.art_jobs j where project_id = $1 and run_id = $2 and cell = $3 and try = $4 and state in ('Failed', 'Rejected')
    and exists (select from open)
    and not exists (select from art.art_jobs later where later.project_id = j.project_id and later.run_id = j.run_id
      and later.cell = j.cell and later.try > j.try)
  on conflict do nothing returning *
), recorded as (
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select project_id, id, 1, 'queued', 'New', 'Pending', jsonb_build_object('retries', $4::int) from made
)
select try from made`,
    values: [projectId, job.runId, job.cell, job.try, traceId],
  });
  return rows[0]?.try ?? null;
}
