import type { Database } from '../query.ts';
import type { JobFilter } from '../../../ports/run-queue.ts';

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

/** Jobs that pass every condition given; a condition that is `null` lets all pass. Newest run first, then cells. */
export async function listJobs(db: Database, projectId: string, filter: JobFilter): Promise<JobRow[]> {
  const run = filter.run ?? filter.job?.run;
  const runId = run !== undefined && 'runId' in run ? run.runId : null;
  const runNumber = run !== undefined && 'number' in run ? run.number : null;
  const { rows } = await db.query<JobRow>({
    name: 'list-jobs',
    text: `
with page as materialized (
  select ${columns}, r.created_at run_created_at,
    -- A job of a paused backend stays runnable, and is passed over by every claim.
    coalesce(j.waiting_for, case when j.runnable and exists (select from art.art_backends b
      where b.project_id = j.project_id and b.backend = j.turn and b.is_paused) then 'backend-paused' end) waiting_for
  from art.art_jobs j join art.art_runs r on r.project_id = j.project_id and r.run_id = j.run_id
  where j.project_id = $1
    and ($2::text is null or j.run_id = $2)
    and ($3::int is null or split_part(r.run_id, '_', 2)::bigint = $3)
    and ($4::text is null or j.recipe_id = $4)
    and ($5::text[] is null or j.state = any ($5))
    and ($6::int is null or j.cell = $6)
    and ($7::int is null or j.try = $7)
    and (not $8 or not exists (select from art.art_jobs later where later.project_id = j.project_id
      and later.run_id = j.run_id and later.cell = j.cell and later.try > j.try))
  order by r.created_at desc, j.run_id desc, j.cell, j.try
  limit $9)
select ${columns}, j.waiting_for,
  coalesce((select jsonb_agg(jsonb_build_object('digest', c.digest, 'pixels', c.pixels, 'sprites', c.sprites,
    'path', c.path) order by c.path) from art.art_candidates c where c.job_id = j.id), '[]') candidates,
  (select jsonb_build_object('reviewer', d.reviewer, 'verdict', d.verdict, 'id', d.id)
    from art.art_job_events e join art.art_decisions d on d.project_id = e.project_id and d.id = e.decision_id
    where e.job_id = j.id and e.decision_id is not null order by e.seq desc limit 1) decided
from page j order by j.run_created_at desc, j.run_id desc, j.cell, j.try`,
    values: [
      projectId,
      runId,
      runNumber,
      filter.recipeId ?? null,
      filter.states ?? null,
      filter.job?.cell ?? null,
      filter.job?.try ?? null,
      filter.latestOnly ?? false,
      filter.limit ?? 1000,
    ],
  });
  return rows;
}
