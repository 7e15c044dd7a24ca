import type { Database } from '../query.ts';

/**
 * Takes back leases that have expired, and only those, and wakes what has waited long enough. A reclaim counts unless
 * the machine merely slept; the third in a row fails the job. A new state and an orderly failure begin the count anew;
 * waiting does not, or two jobs with the same poisonous stage would take turns at it for ever.
 */
export const sweepText = `
with expired as materialized (
  select id, state from art.art_jobs
  where project_id = $1 and lease_owner is not null and lease_expires_at <= clock_timestamp() for update skip locked
), taken as (
  update art.art_jobs set
    state = case when reclaims + $2::int >= 3 then 'Failed' else state end, reclaims = reclaims + $2::int,
    event_seq = event_seq + 1, lease_token = nextval('art.lease_tokens'), lease_owner = null,
    lease_expires_at = null, processing_deadline_at = null, runnable = reclaims + $2::int < 3,
    error_class = case when reclaims + $2::int >= 3 then 'stage_timeout_repeated' end,
    error_message = case when reclaims + $2::int >= 3 then 'the lease ran out three times without progress' end
  where id = any (array(select id from expired)) returning *
), waiting as materialized (
  select id from art.art_jobs
  where project_id = $1 and waiting_for is not null and run_at <= clock_timestamp() for update skip locked
), woken as (
  update art.art_jobs set waiting_for = null, runnable = true, event_seq = event_seq + 1
  where id = any (array(select id from waiting)) returning *
), recorded as (
  insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
  select t.project_id, t.id, t.event_seq, case when t.state = 'Failed' then 'timed-out' else 'reclaimed' end, e.state,
    t.state, jsonb_build_object('reclaims', t.reclaims) from taken t join expired e using (id)
  union all
  select project_id, id, event_seq, 'resumed', state, state, null from woken
), forgotten as (
  delete from art.art_stage_rights where project_id = $1 and expires_at < clock_timestamp() - interval '1 hour'
)
select (select count(*)::int from taken where state <> 'Failed') reclaimed,
  (select count(*)::int from taken where state = 'Failed') timed_out, (select count(*)::int from woken) woken`;

export async function sweepLeases(
  db: Database,
  projectId: string,
  counts: boolean,
): Promise<{ reclaimed: number; timed_out: number; woken: number }> {
  const { rows } = await db.query<{ reclaimed: number; timed_out: number; woken: number }>({
    name: 'sweep-leases',
    text: sweepText,
    values: [projectId, counts ? 1 : 0],
  });
  return rows[0] ?? { reclaimed: 0, timed_out: 0, woken: 0 };
}
