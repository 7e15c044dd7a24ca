import type { Database } from '../query.ts';
import type { CandidateFilter } from '../../../ports/listings.ts';
import { standingDecision } from './standing-decision.ts';

export interface CandidateRow {
  run_id: string;
  cell: number;
  try: number;
  state: string;
  binding: Record<string, string>;
  binding_hash: string;
  backend: string;
  child_index: number;
  seed: string;
  digest: string;
  path: string;
  decision: string | null;
  verdict: string | null;
  reviewer: string | null;
  reason: string | null;
  decided_at: Date | null;
}

/** A page of the candidates of one recipe, newest run first, each with the decision that stands about it. */
export const listCandidatesText = `
select s.run_id, s.cell, s.try, s.state, s.binding, s.binding_hash, s.backend, s.child_index, s.seed, s.digest, s.path,
  d.id decision, d.verdict, d.reviewer, d.reason, d.decided_at
from art.art_runs r cross join lateral (
  select j.project_id, 'review' gate, j.recipe_id, j.recipe_digest, c.digest bytes, c.pixels, c.sprites, j.run_id, j.cell,
    j.try, j.state, j.binding, j.binding_hash, j.backend, c.child_index, j.seed, c.digest, c.path
  from art.art_jobs j join art.art_candidates c on c.job_id = j.id
  where j.project_id = r.project_id and j.run_id = r.run_id
    and ($3::jsonb is null or not exists (select from jsonb_each($3) l
      where not coalesce(l.value ? (j.binding ->> l.key), false)))
    and ($6::text is null or r.run_id <> $6 or (j.cell, j.try, c.digest) > ($7, $8, $9))
  order by j.cell, j.try, c.digest offset 0) s ${standingDecision}
where r.project_id = $1 and r.recipe_id = $2
  and ($6::text is null or (r.created_at, r.run_id) <=
    (select a.created_at, a.run_id from art.art_runs a where a.project_id = $1 and a.run_id = $6))
  and ($4::text is null or coalesce(d.verdict, 'undecided') = $4)
order by r.created_at desc, r.run_id desc, s.cell, s.try, s.digest
limit $5`;

export const listCandidatesValues = (projectId: string, filter: CandidateFilter): unknown[] => [
  projectId,
  filter.recipeId,
  filter.levers === undefined ? null : JSON.stringify(filter.levers),
  filter.verdict ?? null,
  filter.limit,
  filter.after?.job.runId ?? null,
  filter.after?.job.cell ?? null,
  filter.after?.job.try ?? null,
  filter.after?.digest ?? null,
];

export async function listCandidates(
  db: Database,
  projectId: string,
  filter: CandidateFilter,
): Promise<CandidateRow[]> {
  const values = listCandidatesValues(projectId, filter);
  return (await db.query<CandidateRow>({ name: 'list-candidates', text: listCandidatesText, values })).rows;
}
