import type { JobId } from '../../../domain/job/job-id.ts';
import type { Database } from '../query.ts';
import { standingDecision } from './standing-decision.ts';

export interface SubjectRow {
  gate: string;
  bytes: string;
  id: string | null;
  verdict: string | null;
  reviewer: string | null;
  reason: string | null;
  decided_at: Date | null;
}

export interface JobFactsRow {
  attempt: number;
  cost_micro_usd: string;
  lease_owner: string | null;
  lease_expires_at: Date | null;
  trace_id: string;
}

/** What only the page of one job shows of its row. */
export async function jobFacts(db: Database, projectId: string, job: JobId): Promise<JobFactsRow | null> {
  const { rows } = await db.query<JobFactsRow>({
    name: 'job-facts',
    text: `
select attempt, cost_micro_usd, lease_owner, lease_expires_at, trace_id from art.art_jobs
where project_id = $1 and run_id = $2 and cell = $3 and try = $4`,
    values: [projectId, job.runId, job.cell, job.try],
  });
  return rows[0] ?? null;
}

/** The pictures of a job, its concept first, each with the decision that stands about it. */
export async function jobVerdicts(db: Database, projectId: string, job: JobId): Promise<SubjectRow[]> {
  const { rows } = await db.query<SubjectRow>({
    name: 'job-verdicts',
    text: `
with shown as (
  select j.project_id, j.recipe_id, 'concept' gate, null recipe_digest, j.concept_digest bytes, null pixels, null sprites
  from art.art_jobs j
  where j.project_id = $1 and j.run_id = $2 and j.cell = $3 and j.try = $4 and j.concept_digest is not null
  union all
  select j.project_id, j.recipe_id, 'review', j.recipe_digest, c.digest, c.pixels, c.sprites
  from art.art_jobs j join art.art_candidates c on c.job_id = j.id
  where j.project_id = $1 and j.run_id = $2 and j.cell = $3 and j.try = $4
)
select s.gate, s.bytes, d.id, d.verdict, d.reviewer, d.reason, d.decided_at from shown s ${standingDecision}`,
    values: [projectId, job.runId, job.cell, job.try],
  });
  return rows;
}
