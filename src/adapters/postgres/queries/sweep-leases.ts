import type { Database } from '../query.ts';

/**
 * Takes back leases that have expired, and only those. A reclaim counts unless something was done since the last one
 * (more events than the claim itself) or the machine merely slept; the third that counts fails the job.
 */
export async function sweepLeases(
  db: Database,
  projectId: string,
  counts: boolean,
): Promise<{ reclaimed: number; timed_out: number; woken: number }> {
  const { rows } = await db.query<{ reclaimed: number; timed_out: number; woken: number }>({
    name: 'sweep-leases',
    text: `
with expired as materialized (
  select id, state, reclaims + case when $2 and (reclaim_seq is null or event_seq <= reclaim_seq + 1) then 1 else 0 end n
  from art.art_jobs where project_id = $1 and lease_owner is not null and lease_expires_at <= clock_timestamp()
  for update skip locked
), taken as (
  update art.art_jobs j set
    state = case when e.n >= 3 then 'Failed' else j.state end, reclaims = e.n, reclaim_seq = j.event_seq + 1,
    event_seq = j.event_seq + 1, lease_token = nextval('art.lease_tokens'), lease_owner = null,
    lease_expires_at = null, processing_deadline_at = null, runnable = e.n < 3,
    error_class = case when e.n >= 3 then 'stage_timeout_repeated' end,
    error_message = case when e.n >= 3 then 'the lease ran out three times without progress' end
  from expired e where j.id = e.id returning j.*, e.state as was
), waiting as materialized (
  select id, state from art.art_jobs
  where project_id = $1 and waiting_for is not null and run_at <= clock_timestamp() for update skip locked
), woken as (
  update art.art_jobs set waiting_for = null, runnable = true, event_seq = event_seq + 1
  where id = any (array(select id from waiting)) returning *
), recorded as (
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select project_id, id, event_seq, case when state = 'Failed' then 'timed-out' else 'reclaimed' end, was, state,
    jsonb_build_object('reclaims', reclaims) from taken
  union all
  select project_id, id, event_seq, 'resumed', state, state, null from woken
)
select (select count(*)::int from taken where state <> 'Failed') reclaimed,
  (select count(*)::int from taken where state = 'Failed') timed_out, (select count(*)::int from woken) woken`,
    values: [projectId, counts],
  });
  return rows[0] ?? { reclaimed: 0, timed_out: 0, woken: 0 };
}
