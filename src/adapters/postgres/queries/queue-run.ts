import type { Database } from '../query.ts';
import type { RunRecord } from '../../../domain/run/run-record.ts';

/** The run's row. False when it was queued before. Part of one transaction with its jobs. */
export async function insertRun(db: Database, record: RunRecord, recordDigest: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'insert-run',
    text: `
insert into art.art_runs (project_id, run_id, origin, parent, recipe_id, recipe_digest, is_draft, is_gated, cells,
  record_digest, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    values: [
      record.project_id,
      record.run_id,
      record.origin,
      record.parent,
      record.recipe.recipe_id,
      record.recipe.digest,
      record.recipe.is_draft,
      record.gated,
      record.cells.length,
      recordDigest,
      record.created_at,
    ],
  });
  return rowCount === 1;
}

/** All jobs of a run with their first events, in one statement. */
export async function insertJobs(db: Database, record: RunRecord, traces: readonly string[]): Promise<void> {
  const { cells } = record;
  await db.query({
    name: 'insert-jobs',
    text: `
with made as (
  insert into art.art_jobs (project_id, run_id, cell, recipe_id, recipe_digest, is_draft, kind, asks_again, binding,
    binding_hash, backend, concept_backend, turn, child_index, seed, trace_id)
  select $1, $2, c.cell, $3, $4, $5, $6, $7, c.binding, c.hash, c.backend, c.concept,
    coalesce(c.concept, c.backend), c.child, c.seed, c.trace
  from unnest($8::int[], $9::jsonb[], $10::text[], $11::text[], $12::text[], $13::int[], $14::bigint[], $15::text[])
    c (cell, binding, hash, backend, concept, child, seed, trace)
  returning *
)
insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state)
select project_id, id, 1, 'queued', 'New', 'Pending' from made`,
    values: [
      record.project_id,
      record.run_id,
      record.recipe.recipe_id,
      record.recipe.digest,
      record.recipe.is_draft,
      record.recipe.kind,
      record.asks_again,
      cells.map((c) => c.n),
      cells.map((c) => JSON.stringify(c.binding)),
      cells.map((c) => c.binding_hash),
      cells.map((c) => c.backend),
      cells.map((c) => c.concept_backend),
      cells.map((c) => c.child_index),
      cells.map((c) => c.seed),
      traces,
    ],
  });
}

/** Wakes the workers of a project. Sent on enqueue and on decisions only: NOTIFY takes a global lock at commit. */
export async function notifyWork(db: Database, projectId: string): Promise<void> {
  await db.query({ name: 'notify-work', text: `select pg_notify('art_work', $1)`, values: [projectId] });
}
