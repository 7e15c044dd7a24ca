import type { Database } from '../query.ts';
import { isLatest, waitingFor } from './job-conditions.ts';

interface Named {
  run_id: string;
  cell: number;
  try: number;
}

/** Times are ISO 8601 with the database's offset. */
export interface GlanceRow {
  states: Record<string, number> | null;
  spent_today: string;
  gates: (Named & { state: string; recipe_id: string; jobs: number; since: string | null })[] | null;
  waits: (Named & { for: string; jobs: number; until: string })[] | null;
  failures: (Named & { class: string; message: string | null; jobs: number; at: string | null })[] | null;
  working:
    | (Named & { state: string; recipe_id: string; binding: Record<string, string>; is_leased: boolean })[]
    | null;
}

/**
 * Where the whole project stands, by each cell's latest job: counts, and of what a person may act upon the oldest, or
 * of failures the latest, by name. One pass over the jobs, whatever their number.
 */
export async function glance(db: Database, projectId: string, mostNamed: number): Promise<GlanceRow> {
  const { rows } = await db.query<GlanceRow>({
    name: 'glance',
    text: `
with latest as materialized (
  select j.id, j.run_id, j.cell, j.try, j.recipe_id, j.state, j.gate_seq, j.event_seq, j.run_at, j.rank,
    j.error_class, j.lease_owner, j.created_at, ${waitingFor} waiting_for
  from art.art_jobs j where j.project_id = $1 and ${isLatest}
), gates as (
  select l.state, l.recipe_id, count(*)::int jobs, min(e.at) since,
    (array_agg(l.id order by e.at, l.run_id, l.cell))[1] oldest
  from latest l left join art.art_job_events e on e.job_id = l.id and e.seq = l.gate_seq
  where l.state in ('AwaitingConceptApproval', 'AwaitingReview') group by l.state, l.recipe_id
), waits as (
  select l.waiting_for, count(*)::int jobs, min(l.run_at) until,
    (array_agg(l.id order by l.run_at, l.run_id, l.cell))[1] first
  from latest l where l.waiting_for is not null group by l.waiting_for
), failures as (
  select coalesce(l.error_class, 'failed') class, count(*)::int jobs, max(e.at) at,
    (array_agg(l.id order by e.at desc nulls last, l.run_id desc, l.cell))[1] latest
  from latest l left join art.art_job_events e on e.job_id = l.id and e.seq = l.event_seq
  where l.state = 'Failed' and l.error_class is distinct from 'cancelled'
  group by coalesce(l.error_class, 'failed')
), working as (
  select l.id from latest l
  where l.state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting') and l.waiting_for is null
  order by l.lease_owner is null, l.rank desc, l.created_at, l.run_id, l.cell limit $2
)
select
  (select jsonb_object_agg(s.state, s.n) from (select state, count(*)::int n from latest group by state) s) states,
  (select coalesce(sum(j.cost_micro_usd), 0)::text from art.art_jobs j where j.project_id = $1
    and j.created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc') spent_today,
  (select jsonb_agg(jsonb_build_object('state', g.state, 'recipe_id', g.recipe_id, 'jobs', g.jobs, 'since', g.since,
    'run_id', j.run_id, 'cell', j.cell, 'try', j.try) order by g.since)
    from gates g join art.art_jobs j on j.id = g.oldest) gates,
  (select jsonb_agg(jsonb_build_object('for', w.waiting_for, 'jobs', w.jobs, 'until', w.until,
    'run_id', j.run_id, 'cell', j.cell, 'try', j.try) order by w.until)
    from waits w join art.art_jobs j on j.id = w.first) waits,
  (select jsonb_agg(jsonb_build_object('class', f.class, 'jobs', f.jobs, 'at', f.at, 'message', j.error_message,
    'run_id', j.run_id, 'cell', j.cell, 'try', j.try) order by f.at desc nulls last)
    from failures f join art.art_jobs j on j.id = f.latest) failures,
  (select jsonb_agg(jsonb_build_object('state', j.state, 'recipe_id', j.recipe_id, 'binding', j.binding,
    'is_leased', j.lease_owner is not null, 'run_id', j.run_id, 'cell', j.cell, 'try', j.try)
    order by j.lease_owner is null, j.rank desc, j.created_at, j.run_id, j.cell)
    from working join art.art_jobs j using (id)) working`,
    values: [projectId, mostNamed],
  });
  return rows[0] as GlanceRow;
}
