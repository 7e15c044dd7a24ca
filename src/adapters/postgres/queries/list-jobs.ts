import type { Database } from '../query.ts';
import type { JobFilter } from '../../../ports/run-queue.ts';
import { jobValues, onJobs, onRuns, waitingFor } from './job-conditions.ts';

export interface JobRow {
  id: string;
  run_id: string;
  cell: number;
  try: number;
  recipe_id: string;
  recipe_digest: string;
  is_draft: boolean;
  kind: string;
  binding: Record<string, string>;
  binding_hash: string;
  backend: string;
  concept_backend: string | null;
  child_index: number;
  seed: string;
  state: string;
  waiting_for: string | null;
  run_at: Date;
  error_class: string | null;
  error_message: string | null;
  concept_digest: string | null;
  concept_pixels: string | null;
  concept_sprites: string | null;
  concept_path: string | null;
  gate_seq: number | null;
  created_at: Date;
  candidates: { digest: string; pixels: string; sprites: string; path: string }[];
  decided: { reviewer: string; verdict: string; id: string } | null;
}

const columns = `j.id, j.run_id, j.cell, j.try, j.recipe_id, j.recipe_digest, j.is_draft, j.kind, j.binding,
  j.binding_hash, j.backend, j.concept_backend, j.child_index, j.seed, j.state, j.run_at, j.error_class,
  j.error_message, j.concept_digest, j.concept_pixels, j.concept_sprites, j.concept_path, j.gate_seq, j.created_at`;

/**
 * Jobs that pass every condition given. Newest run first, then cells, so that a page is read run by run through the
 * indexes and stops when it is full: the inner limit keeps the planner from reading all jobs to sort them.
 */
export const listJobsText = `
with page as materialized (
  select j.*, r.created_at run_created_at
  from art.art_runs r cross join lateral (
    select ${columns}, ${waitingFor} waiting_for
    from art.art_jobs j
    where ${onJobs}
      and ($16::text is null or r.run_id <> $16 or (j.cell, j.try) > ($17, $18))
    order by j.cell, j.try limit $15) j
  where ${onRuns}
    and ($16::text is null or (r.created_at, r.run_id) <=
      (select a.created_at, a.run_id from art.art_runs a where a.project_id = $1 and a.run_id = $16))
  order by r.created_at desc, r.run_id desc, j.cell, j.try
  limit $15)
select ${columns}, j.waiting_for,
  coalesce((select jsonb_agg(jsonb_build_object('digest', c.digest, 'pixels', c.pixels, 'sprites', c.sprites,
    'path', c.path) order by c.path) from art.art_candidates c where c.job_id = j.id), '[]') candidates,
  (select jsonb_build_object('reviewer', d.reviewer, 'verdict', d.verdict, 'id', d.id)
    from art.art_job_events e join art.art_decisions d on d.project_id = e.project_id and d.id = e.decision_id
    where e.job_id = j.id and e.decision_id is not null order by e.seq desc limit 1) decided
from page j order by j.run_created_at desc, j.run_id desc, j.cell, j.try`;

export const listJobsValues = (projectId: string, filter: JobFilter): unknown[] => [
  ...jobValues(projectId, filter),
  filter.limit ?? 1000,
  filter.after?.runId ?? null,
  filter.after?.cell ?? null,
  filter.after?.try ?? null,
];

export async function listJobs(db: Database, projectId: string, filter: JobFilter): Promise<JobRow[]> {
  const values = listJobsValues(projectId, filter);
  return (await db.query<JobRow>({ name: 'list-jobs', text: listJobsText, values })).rows;
}
