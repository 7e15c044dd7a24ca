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
  working: (Named & { state: string; recipe_id: string; binding: Record<string, string>; is_leased: boolean })[] | null;
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
  select j.id, j.run_id, j.cell, j.try, j.recipe_id, j.state, j.binding, j.gate_seq, j.event_seq, j.run_at, j.rank,
    j.error_class, j.error_message, j.lease_owner, j.created_at, ${waitingFor} waiting_for
  from art.art_jobs j where j.project_id = $1 and ${isLatest}
), gates as (
  select l.state, l.recipe_id, count(*)::int jobs, min(e.at) since,
    (array_agg(array[l.run_id, l.cell::text, l.try::text] order by e.at, l.run_id, l.cell))[1:1] named
  from latest l left join art.art_job_events e on e.job_id = l.id and e.seq = l.gate_seq
  where l.state in ('AwaitingConceptApproval', 'AwaitingReview') group by l.state, l.recipe_id
), waits as (
  select l.waiting_for, count(*)::int jobs, min(l.run_at) until,
    (array_agg(array[l.run_id, l.cell::text, l.try::text] order by l.run_at, l.run_id, l.cell))[1:1] named
  from latest l where l.waiting_for is not null group by l.waiting_for
), failures as (
  select coalesce(l.error_class, 'failed') class, count(*)::int jobs, max(e.at) at,
    (array_agg(array[l.run_id, l.cell::text, l.try::text, l.error_message] order by e.at desc nulls last, l.run_id desc, l.cell))[1:1] named
  from latest l left join art.art_job_events e on e.job_id = l.id and e.seq = l.event_seq
  where l.state = 'Failed' and l.error_class is distinct from 'cancelled'
  group by coalesce(l.error_class, 'failed')
), working as (
  select * from latest
  where state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting') and waiting_for is null
  order by lease_owner is null, rank desc, created_at, run_id, cell limit $2
)
select
  (select jsonb_object_agg(s.state, s.n) from (select state, count(*)::int n from latest group by state) s) states,
  (select coalesce(sum(j.cost_micro_usd), 0)::text from art.art_jobs j where j.project_id = $1
    and j.created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc') spent_today,
  (select jsonb_agg(jsonb_build_object('state', state, 'recipe_id', recipe_id, 'jobs', jobs, 'since', since,
    'run_id', named[1][1], 'cell', named[1][2]::int, 'try', named[1][3]::int) order by since) from gates) gates,
  (select jsonb_agg(jsonb_build_object('for', waiting_for, 'jobs', jobs, 'until', until,
    'run_id', named[1][1], 'cell', named[1][2]::int, 'try', named[1][3]::int) order by until) from waits) waits,
  (select jsonb_agg(jsonb_build_object('class', class, 'jobs', jobs, 'at', at, 'message', named[1][4],
    'run_id', named[1][1], 'cell', named[1][2]::int, 'try', named[1][3]::int) order by at desc) from failures) failures,
  (select jsonb_agg(jsonb_build_object('state', state, 'recipe_id', recipe_id, 'binding', binding,
    'is_leased', lease_owner is not null, 'run_id', run_id, 'cell', cell, 'try', try)
    order by lease_owner is null, rank desc, created_at, run_id, cell) from working) working`,
    values: [projectId, mostNamed],
  });
  return rows[0] as GlanceRow;
}
