import type { Database } from '../query.ts';

export interface TallyRow {
  state: string;
  jobs: number;
  waiting: number;
}

/** How many cells stand in which state, by each cell's latest job, and how many of them wait. */
export async function tallyJobs(db: Database, projectId: string): Promise<TallyRow[]> {
  const { rows } = await db.query<TallyRow>({
    name: 'tally-jobs',
    text: `
select j.state, count(*)::int jobs, count(j.waiting_for)::int waiting from art.art_jobs j
where j.project_id = $1 and not exists (select from art.art_jobs later where later.project_id = j.project_id
  and later.run_id = j.run_id and later.cell = j.cell and later.try > j.try)
group by j.state`,
    values: [projectId],
  });
  return rows;
}
