import type { Database } from '../query.ts';

export interface RunTallyRow {
  states: { state: string; jobs: number; held: number }[];
  waiting: { reason: string; jobs: number; until: string }[];
  failed: { cell: number; try: number; error_class: string | null; error_message: string | null }[];
  /** A bigint, as text. */
  spent: string;
}

/** Where the latest jobs of a run's cells stand, in one row however many they are; `null` for no such run. */
export async function tallyRun(db: Database, projectId: string, runId: string): Promise<RunTallyRow | null> {
  const { rows } = await db.query<RunTallyRow>({
    name: 'tally-run',
    text: `
with latest as materialized (
  select distinct on (j.cell) j.id, j.cell, j.try, j.state, j.lease_owner, j.run_at, j.event_seq, j.error_class,
    j.error_message,
    -- A job of a paused backend stays runnable, and is passed over by every claim.
    coalesce(j.waiting_for, case when j.runnable and b.is_paused then 'backend-paused' end) reason
  from art.art_jobs j
    left join art.art_backends b on b.project_id = j.project_id and b.backend = j.turn and b.is_paused
  where j.project_id = $1 and j.run_id = $2 order by j.cell, j.try desc)
select
  coalesce((select jsonb_agg(s) from (select state, count(*) jobs, count(lease_owner) held from latest
    group by state) s), '[]') states,
  coalesce((select jsonb_agg(w order by w.jobs desc, w.reason) from (select reason, count(*) jobs,
    min(run_at) until from latest where reason is not null group by reason) w), '[]') waiting,
  coalesce((select jsonb_agg(to_jsonb(f) - 'at' order by f.at desc, f.cell) from (
    select l.cell, l.try, l.error_class, l.error_message, e.at from latest l
      join art.art_job_events e on e.job_id = l.id and e.seq = l.event_seq
    where l.state = 'Failed' order by e.at desc, l.cell limit 20) f), '[]') failed,
  (select coalesce(sum(cost_micro_usd), 0) from art.art_jobs where project_id = $1 and run_id = $2) spent
from art.art_runs where project_id = $1 and run_id = $2`,
    values: [projectId, runId],
  });
  return rows[0] ?? null;
}
