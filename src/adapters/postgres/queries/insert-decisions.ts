import type { Database } from '../query.ts';
import type { DecisionRow } from '../../../ports/run-queue.ts';

/** Adds rows of the decision index; files that have a row are passed over. Returns how many were new. */
export async function insertDecisions(
  db: Database,
  projectId: string,
  decisions: readonly DecisionRow[],
): Promise<number> {
  let added = 0;
  for (const d of decisions) {
    const { rowCount } = await db.query({
      name: 'insert-decision',
      text: `
insert into art.art_decisions (project_id, id, gate, verdict, recipe_id, recipe_digest, bytes, pixels, sprites, key_id,
  reviewer, reason, decided_at, supersedes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      values: [
        projectId,
        d.id,
        d.gate,
        d.verdict,
        d.recipeId,
        d.recipeDigest,
        d.bytes,
        d.pixels,
        d.sprites,
        d.keyId,
        d.reviewer,
        d.reason,
        d.decidedAt,
        d.supersedes,
      ],
    });
    added += rowCount ?? 0;
  }
  return added;
}

/** Binds a reviewer's decision to the gate entry that it is about. */
export async function useDecision(db: Database, jobKey: string, decisionId: string): Promise<void> {
  await db.query({
    name: 'use-decision',
    text: `
insert into art.art_decision_uses (project_id, job_id, gate_seq, decision_id, is_carried_over)
select project_id, id, gate_seq, $2, false from art.art_jobs where id = $1 on conflict do nothing`,
    values: [jobKey, decisionId],
  });
}

/** Moves a job out of its gate; the database looks for the decision that allows it. */
export async function passGate(
  db: Database,
  jobKey: string,
  next: string,
  decisionId: string,
): Promise<void> {
  await db.query({
    name: 'pass-gate',
    text: `select art.pass_gate($1, $2, $3)`,
    values: [jobKey, next, decisionId],
  });
}

/** Applies standing decisions to every job that waits at a gate with bytes that one of them is about. */
export async function applyStanding(
  db: Database,
  projectId: string,
  digests: readonly string[],
): Promise<{ run_id: string; cell: number; try: number }[]> {
  const { rows } = await db.query<{ run_id: string; cell: number; try: number }>({
    name: 'apply-standing',
    text: `
with waiting as materialized (
  select j.id, j.run_id, j.cell, j.try, j.state from art.art_jobs j
  where j.project_id = $1 and not j.asks_again and (
    j.state = 'AwaitingConceptApproval' and j.concept_digest = any ($2)
    or j.state = 'AwaitingReview' and exists (
      select from art.art_candidates c where c.job_id = j.id and c.digest = any ($2)))
  order by j.id
), applied as materialized (
  select w.run_id, w.cell, w.try, w.state, art.apply_decision(w.id) as next from waiting w
)
select run_id, cell, try from applied where next <> state`,
    values: [projectId, digests],
  });
  return rows;
}
