import type { Database } from '../query.ts';

/**
 * Runs that no row calls sealed and of which every cell's latest job is approved or rejected. Asked after decisions
 * only: it reads the cells of each open run up to the first that is not decided.
 */
export const sealableRunsText = `
select r.run_id from art.art_runs r
where r.project_id = $1 and r.sealed_at is null
  and exists (select from art.art_jobs j where j.project_id = r.project_id and j.run_id = r.run_id)
  and not exists (
    select from art.art_jobs j
    where j.project_id = r.project_id and j.run_id = r.run_id and j.state not in ('Approved', 'Rejected')
      and not exists (select from art.art_jobs later where later.project_id = j.project_id and later.run_id = j.run_id
        and later.cell = j.cell and later.try > j.try))
order by r.run_id`;

export async function sealableRuns(db: Database, projectId: string): Promise<string[]> {
  const { rows } = await db.query<{ run_id: string }>({
    name: 'sealable-runs',
    text: sealableRunsText,
    values: [projectId],
  });
  return rows.map((row) => row.run_id);
}

/** Keeps new jobs out of a run, and other sealers, to the end of the transaction. */
export async function lockRun(db: Database, projectId: string, runId: string): Promise<void> {
  await db.query({
    name: 'lock-run',
    text: `select from art.art_runs where project_id = $1 and run_id = $2 for update`,
    values: [projectId, runId],
  });
}

export interface LatestTryRow {
  cell: number;
  try: number;
  state: string;
  error_class: string | null;
  decision_id: string | null;
}

export async function latestTries(db: Database, projectId: string, runId: string): Promise<LatestTryRow[]> {
  const { rows } = await db.query<LatestTryRow>({
    name: 'latest-tries',
    text: `
select distinct on (j.cell) j.cell, j.try, j.state, j.error_class,
  (select e.decision_id from art.art_job_events e where e.job_id = j.id and e.decision_id is not null
    order by e.seq desc limit 1) decision_id
from art.art_jobs j where j.project_id = $1 and j.run_id = $2 order by j.cell, j.try desc`,
    values: [projectId, runId],
  });
  return rows;
}

export async function noteSealed(db: Database, projectId: string, runId: string): Promise<void> {
  await db.query({
    name: 'note-sealed',
    text: `update art.art_runs set sealed_at = clock_timestamp() where project_id = $1 and run_id = $2 and sealed_at is null`,
    values: [projectId, runId],
  });
}
