import type { Database } from '../query.ts';

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

/** Newest runs first, with the states of each cell's latest job counted. */
export async function listRuns(db: Database, projectId: string, limit: number): Promise<RunRow[]> {
  const { rows } = await db.query<RunRow>({
    name: 'list-runs',
    text: `
select r.run_id, r.origin, r.recipe_id, r.is_draft, r.is_gated, r.created_at, r.cells,
  coalesce((select jsonb_object_agg(state, n) from (
    select l.state, count(*)::int n from (
      select distinct on (j.cell) j.state from art.art_jobs j
      where j.project_id = r.project_id and j.run_id = r.run_id order by j.cell, j.try desc) l
    group by l.state) s), '{}') states
from art.art_runs r where r.project_id = $1 order by r.created_at desc, r.run_id desc limit $2`,
    values: [projectId, limit],
  });
  return rows;
}
