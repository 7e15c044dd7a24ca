import type { Database } from '../query.ts';

export interface NameRow {
  kind: 'recipe' | 'kind' | 'backend' | 'lever';
  name: string;
  /** Of a lever, the values that jobs have. */
  values: string[] | null;
}

/** The words that a filter can match. Reads every job: only for a filter that matched none. */
export async function knownNames(db: Database, projectId: string): Promise<NameRow[]> {
  const { rows } = await db.query<NameRow>({
    name: 'known-names',
    text: `
select distinct 'recipe' kind, recipe_id name, null::text[] "values" from art.art_runs where project_id = $1
union all select distinct 'kind', kind, null::text[] from art.art_jobs where project_id = $1
union all select distinct 'backend', backend, null::text[] from art.art_jobs where project_id = $1
union all select 'lever', key, array_agg(distinct value order by value) from art.art_jobs j, jsonb_each_text(j.binding)
  where project_id = $1 group by key`,
    values: [projectId],
  });
  return rows;
}
