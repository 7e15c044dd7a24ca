import type { Database } from '../query.ts';
import type { LeaseTimes, Slots } from '../../../ports/worker-queue.ts';

export interface ClaimedRow {
  id: string;
  lease_token: string;
  run_id: string;
  cell: number;
  try: number;
  state: string;
  recipe_id: string;
  recipe_digest: string;
  backend: string;
  concept_backend: string | null;
  concept_digest: string | null;
  trace_id: string;
  attempt: number;
}

/**
 * One statement for all backends with free slots. The LATERAL limit reads as many index entries as it takes;
 * `id = any(array(...))` keeps the planner from joining the whole table (EXPLAIN is a test).
 */
export const claimText = `
with picked as materialized (
  select j.id, j.state from unnest($2::text[], $3::int[]) w (turn, free), lateral (
    select id, state from art.art_jobs
    where project_id = $1 and turn = w.turn and runnable
      and not exists (select from art.art_backends b
        where b.project_id = $1 and b.backend = w.turn and b.is_paused)
    order by rank desc, priority desc, created_at
    limit w.free for update skip locked) j
), claimed as (
  update art.art_jobs set
    state = case when state <> 'Pending' then state
      when concept_backend is null then 'RotationGenerating' else 'ConceptGenerating' end,
    rank = case when state <> 'Pending' then rank when concept_backend is null then 2 else 1 end,
    event_seq = event_seq + 1, attempt = attempt + 1, runnable = false,
    lease_token = nextval('art.lease_tokens'), lease_owner = $4,
    lease_expires_at = clock_timestamp() + $5 * interval '1 millisecond',
    processing_deadline_at = clock_timestamp() + $6 * interval '1 millisecond'
  where id = any (array(select id from picked))
  returning *
), recorded as (
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select c.project_id, c.id, c.event_seq, 'claimed', p.state, c.state, jsonb_build_object('worker', $4::text)
  from claimed c join picked p using (id)
)
select id, lease_token, run_id, cell, try, state, recipe_id, recipe_digest, backend, concept_backend, concept_digest,
  trace_id, attempt from claimed order by rank desc, priority desc, created_at`;

export async function claimJobs(
  db: Database,
  projectId: string,
  workerId: string,
  slots: readonly Slots[],
  times: LeaseTimes,
): Promise<ClaimedRow[]> {
  const { rows } = await db.query<ClaimedRow>({
    name: 'claim-jobs',
    text: claimText,
    values: [
      projectId,
      slots.map((s) => s.turn),
      slots.map((s) => s.free),
      workerId,
      times.leaseMs,
      times.deadlineMs,
    ],
  });
  return rows;
}
