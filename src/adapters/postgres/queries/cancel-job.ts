import type { Database } from '../query.ts';
import type { JobId } from '../../../domain/job/job-id.ts';

/** Cancels a job that is not final. Its token changes, so that a worker in the middle of it loses its lease. */
export async function cancelJob(db: Database, projectId: string, job: JobId): Promise<string | null> {
  const { rows } = await db.query<{ to_state: string }>({
    name: 'cancel-job',
    text: `
with before as materialized (
  select id, state from art.art_jobs where project_id = $1 and run_id = $2 and cell = $3 and try = $4
    and state not in ('Approved', 'Rejected', 'Failed') for update
), moved as (
  update art.art_jobs set state = 'Failed', event_seq = event_seq + 1, runnable = false, waiting_for = null,
    lease_token = nextval('art.lease_tokens'), lease_owner = null, lease_expires_at = null,
    processing_deadline_at = null, error_class = 'cancelled', error_message = null
  where id in (select id from before) returning *
)
insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state)
select m.project_id, m.id, m.event_seq, 'cancel', b.state, m.state from moved m join before b using (id)
returning to_state`,
    values: [projectId, job.runId, job.cell, job.try],
  });
  return rows[0]?.to_state ?? null;
}
