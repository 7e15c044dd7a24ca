import type { Database } from '../query.ts';
import type { RunFilter } from '../../../ports/listings.ts';
import { isLatest } from './job-conditions.ts';

export interface RunRow {
  run_id: string;
  origin: string;
  recipe_id: string;
  is_draft: boolean;
  is_gated: boolean;
  created_at: Date;
  cells: number;
  states: Record<string, number>;
}

/** A page of runs, newest first, with the states of each cell's latest job counted for those of the page only. */
export const listRunsText = `
with page as materialized (
  select r.* from art.art_runs r
  where r.project_id = $1
    and ($8::text is null or r.run_id = $8)
    and ($2::text is null or r.recipe_id = $2)
    and ($3::text is null or r.origin = $3)
    and ($4::timestamptz is null or r.created_at >= $4)
    and ($5::text[] is null or exists (select from art.art_jobs j
      where j.project_id = r.project_id and j.run_id = r.run_id and j.state = any ($5) and ${isLatest} offset 0))
    and ($7::text is null or (r.created_at, r.run_id) <
      (select a.created_at, a.run_id from art.art_runs a where a.project_id = $1 and a.run_id = $7))
  order by r.created_at desc, r.run_id desc limit $6)
select r.run_id, r.origin, r.recipe_id, r.is_draft, r.is_gated, r.created_at, r.cells, s.states
from page r cross join lateral (
  select coalesce(jsonb_object_agg(l.state, l.n), '{}') states from (
    select latest.state, count(*)::int n from (
      select distinct on (j.cell) j.state from art.art_jobs j
      where j.project_id = r.project_id and j.run_id = r.run_id order by j.cell, j.try desc) latest
    group by latest.state) l) s
order by r.created_at desc, r.run_id desc`;

export const listRunsValues = (projectId: string, filter: RunFilter): unknown[] => [
  projectId,
  filter.recipeId ?? null,
  filter.origin ?? null,
  filter.since ?? null,
  filter.states ?? null,
  filter.limit,
  filter.after ?? null,
  filter.runId ?? null,
];

export async function listRuns(db: Database, projectId: string, filter: RunFilter): Promise<RunRow[]> {
  const values = listRunsValues(projectId, filter);
  return (await db.query<RunRow>({ name: 'list-runs', text: listRunsText, values })).rows;
}
