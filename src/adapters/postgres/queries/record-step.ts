import type { Database } from '../query.ts';

/** One move of a leased job. `leaves` drops the lease; a waiting job names what for and when it is looked at again. */
export interface Step {
  readonly event: 'final-stored' | 'released' | 'waiting' | 'retry-later' | 'failed';
  /** The only state that the event may find the job in; `null` for any that can be leased. */
  readonly from: string | null;
  /** `null` keeps the state. */
  readonly to: string | null;
  readonly leaves: boolean;
  readonly waitingFor: string | null;
  readonly delayMs: number;
  /** Whether the attempt is given back, since nothing was tried. */
  readonly returnsAttempt: boolean;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
}

/** Fenced: no row means that the lease is lost. */
export async function recordStep(
  db: Database,
  lease: { key: string; token: string },
  step: Step,
): Promise<string | null> {
  const { rows } = await db.query<{ to_state: string }>({
    name: 'record-step',
    text: `
with before as materialized (
  select id, state from art.art_jobs where id = $1 and lease_token = $2 and lease_expires_at > clock_timestamp()
    and ($3::text is null or state = $3) for update
), moved as (
  update art.art_jobs set
    state = coalesce($4, state), event_seq = event_seq + 1,
    turn = case when $4 = 'Persisting' then 'local' else turn end,
    rank = case when $4 = 'Persisting' then 3 else rank end,
    lease_owner = case when $5 then null else lease_owner end,
    lease_expires_at = case when $5 then null else lease_expires_at end,
    processing_deadline_at = case when $5 then null else processing_deadline_at end,
    runnable = $5 and $6::text is null and $4 is null, waiting_for = $6,
    run_at = case when $6 is null then run_at else clock_timestamp() + $7 * interval '1 millisecond' end,
    attempt = case when $4 = 'Persisting' then 1 when $8 then greatest(attempt - 1, 0) else attempt end,
    reclaims = case when $4 = 'Persisting' or $11::text = 'retry-later' then 0 else reclaims end,
    error_class = $9, error_message = $10
  where id = any (array(select id from before)) returning *
)
insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state, detail)
select m.project_id, m.id, m.event_seq, $11::text, b.state, m.state,
  nullif(jsonb_strip_nulls(jsonb_build_object('for', $6::text, 'error', $9::text, 'message', $10::text)), '{}')
from moved m join before b using (id) returning to_state`,
    values: [
      lease.key,
      lease.token,
      step.from,
      step.to,
      step.leaves,
      step.waitingFor,
      step.delayMs,
      step.returnsAttempt,
      step.errorClass,
      // The text may quote anything; Postgres refuses a NUL, and nobody reads a book in a listing.
      step.errorMessage?.replaceAll('\0', '').slice(0, 2_000) ?? null,
      step.event,
    ],
  });
  return rows[0]?.to_state ?? null;
}
