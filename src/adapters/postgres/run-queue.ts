import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { failure } from '../../domain/failure.ts';
import type { Digest, ProjectId, RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, type JobState } from '../../domain/job/transition.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { DecisionOutcome, GateCandidate, JobSummary, RunQueue } from '../../ports/run-queue.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { cancelJob } from './queries/cancel-job.ts';
import { applyStanding, insertDecisions, passGate, useDecision } from './queries/insert-decisions.ts';
import { lockGates, lockGatesOfJob } from './queries/lock-gates.ts';
import { listJobs, type JobRow } from './queries/list-jobs.ts';
import { insertJobs, insertRun, notifyWork } from './queries/queue-run.ts';
import { lockRun, retryFailed } from './queries/requeue-run.ts';
import { restoreJob } from './queries/restore-job.ts';
import { retryJob } from './queries/retry-job.ts';
import { Refusal } from './refusal.ts';
import { sealQueue } from './seal-queue.ts';
import { transaction } from './transaction.ts';

/** The saga as operators and reviewers see it, over a pool with the owner's login. */
export function runQueue(pool: Pool, target: DatabaseTarget, projectId: ProjectId): RunQueue {
  const attempt = <T>(act: () => Promise<T>) => whileConnected(target, act);
  async function work<T>(act: (client: PoolClient) => Promise<T>): Promise<Result<T>> {
    try {
      return await attempt(() => transaction(pool, act));
    } catch (error) {
      if (error instanceof Refusal) return fail(error.failure);
      throw error;
    }
  }

  return {
    ...sealQueue(pool, target, projectId),
    openProject: (storeId, pausedBackends) =>
      work(async (client) => {
        const { rowCount } = await client.query(
          `insert into art.art_projects (project_id, store_id) values ($1, $2) on conflict do nothing`,
          [projectId, storeId],
        );
        if (rowCount === 1) {
          await client.query(
            `insert into art.art_backends (project_id, backend, is_paused, paused_why)
             select $1, b, true, 'new-database' from unnest($2::text[]) b on conflict do nothing`,
            [projectId, pausedBackends],
          );
          return;
        }
        const { rows } = await client.query<{ store_id: string }>(
          `select store_id from art.art_projects where project_id = $1`,
          [projectId],
        );
        if (rows[0]?.store_id !== storeId) throw new Refusal(failure('store-differs', { projectId }));
      }),
    queueRun: (record, recordDigest) =>
      work(async (client) => {
        const path = `runs/${record.run_id}/run.json`;
        if (record.project_id !== projectId)
          throw new Refusal(failure('run-record-invalid', { path, why: 'it belongs to another project' }));
        if (!(await insertRun(client, record, recordDigest))) {
          const { rows } = await client.query<{ record_digest: string }>(
            `select record_digest from art.art_runs where project_id = $1 and run_id = $2`,
            [projectId, record.run_id],
          );
          if (rows[0]?.record_digest === recordDigest) return false;
          throw new Refusal(failure('run-record-differs', { run: record.run_id }));
        }
        const traces = record.cells.map(() => randomBytes(16).toString('hex'));
        await insertJobs(client, record, traces);
        await notifyWork(client, projectId);
        return true;
      }),
    jobs: (filter) => attempt(async () => (await listJobs(pool, projectId, filter)).map(summaryOf)),
    knownRuns: () =>
      attempt(async () => {
        const { rows } = await pool.query<{ run_id: string }>(
          `select run_id from art.art_runs where project_id = $1 order by run_id`,
          [projectId],
        );
        return rows.map((row) => row.run_id as RunId);
      }),
    cancel: (job) => attempt(async () => (await cancelJob(pool, projectId, job)) as JobState | null),
    requeueRun: (record) =>
      work(async (client) => {
        const run = record.run_id;
        // Those that come second wait here, and find the jobs of the first.
        const known = await lockRun(client, projectId, run);
        const missing = record.cells.filter((cell) => !known.has(cell.n));
        const retried = await retryFailed(client, projectId, run);
        if (missing.length > 0) {
          const traces = missing.map(() => randomBytes(16).toString('hex'));
          await insertJobs(client, { ...record, cells: missing }, traces);
        }
        if (retried.length + missing.length > 0) await notifyWork(client, projectId);
        const first = missing.map((cell) => ({ runId: run, cell: cell.n, try: 1 }));
        return [...retried.map((one) => ({ runId: run, ...one })), ...first].sort((a, b) => a.cell - b.cell);
      }),
    retry: (job, traceId) =>
      work(async (client) => {
        const made = await retryJob(client, projectId, job, traceId);
        if (made === null) return null;
        await notifyWork(client, projectId);
        return { ...job, try: made };
      }),
    decide: (ticket, write) =>
      work(async (client): Promise<DecisionOutcome> => {
        const { job } = ticket;
        // Whoever stops in the middle, with the gates of the recipe locked, is cut off; a file already written wins.
        await client.query(`set local idle_in_transaction_session_timeout = '60s'`);
        await lockGatesOfJob(client, projectId, job);
        await client.query({
          name: 'lock-job',
          text: `select from art.art_jobs where project_id = $1 and run_id = $2 and cell = $3 and try = $4 for update`,
          values: [projectId, job.runId, job.cell, job.try],
        });
        const [row] = await listJobs(client, projectId, {
          job: { run: { runId: job.runId }, cell: job.cell, try: job.try },
        });
        if (row === undefined) throw new Refusal(failure('job-not-found', { job: formatJobId(job) }));
        const summary = summaryOf(row);
        const shown = ticket.gate === 'concept' ? [summary.concept] : summary.candidates;
        const isSame = shown.some((candidate) => candidate?.digest === ticket.digest);
        if (gateOf(summary.state) !== ticket.gate || summary.gateSeq !== ticket.gateSeq || !isSame) {
          throw new Refusal(
            failure('decision-moved', {
              job: formatJobId(job),
              expected: ticket.digest,
              found: shown[0]?.digest ?? null,
              decidedBy: summary.decidedBy?.reviewer ?? null,
            }),
          );
        }
        const written = await write(summary);
        if (!written.ok) throw new Refusal(written.failure);
        await insertDecisions(client, projectId, written.value);
        const [first] = written.value;
        if (first === undefined) throw new Error('a decision needs a file');
        for (const decision of written.value) await useDecision(client, row.id, decision.id);
        const next = nextState(ticket.gate, first.verdict === 'approve');
        await passGate(client, row.id, next, first.id);
        const moved = await applyStanding(
          client,
          projectId,
          written.value.map((d) => d.bytes),
        );
        await notifyWork(client, projectId);
        return {
          state: next,
          alsoMoved: moved.map((m) => ({ runId: m.run_id as RunId, cell: m.cell, try: m.try })),
        };
      }),
    indexDecisions: (rows) =>
      work(async (client) => {
        await lockGates(
          client,
          projectId,
          rows.map((d) => d.recipeId),
        );
        const added = await insertDecisions(client, projectId, rows);
        if (added > 0) {
          await applyStanding(
            client,
            projectId,
            rows.map((d) => d.bytes),
          );
          await notifyWork(client, projectId);
        }
        return added;
      }),
    knownDecisions: () =>
      attempt(async () => {
        const { rows } = await pool.query<{ id: string }>(
          `select id from art.art_decisions where project_id = $1`,
          [projectId],
        );
        return new Set(rows.map((row) => row.id));
      }),
    restoreJobs: (jobs) =>
      work(async (client) => {
        let restored = 0;
        for (const job of jobs) restored += await restoreJob(client, projectId, job);
        return restored;
      }),
    workers: () =>
      attempt(async () => {
        const { rows } = await pool.query<{ worker_id: string; host: string; pid: number; ago: number }>({
          name: 'list-workers',
          text: `select worker_id, host, pid, extract(epoch from clock_timestamp() - seen_at)::int ago
from art.art_workers where project_id = $1 and seen_at > clock_timestamp() - interval '2 minutes' order by seen_at desc`,
          values: [projectId],
        });
        return rows.map((r) => ({ workerId: r.worker_id, host: r.host, pid: r.pid, seenSecondsAgo: r.ago }));
      }),
  };
}

function nextState(gate: 'concept' | 'review', isApproved: boolean): JobState {
  if (!isApproved) return 'Rejected';
  return gate === 'concept' ? 'RotationGenerating' : 'Approved';
}

function summaryOf(row: JobRow): JobSummary {
  const concept: GateCandidate | null =
    row.concept_digest === null
      ? null
      : ({
          digest: row.concept_digest,
          pixels: row.concept_pixels,
          sprites: row.concept_sprites,
          path: row.concept_path,
        } as GateCandidate);
  return {
    id: { runId: row.run_id as RunId, cell: row.cell, try: row.try },
    recipeId: row.recipe_id,
    recipeDigest: row.recipe_digest as Digest,
    isDraft: row.is_draft,
    kind: row.kind,
    binding: row.binding,
    bindingHash: row.binding_hash,
    backend: row.backend,
    conceptBackend: row.concept_backend,
    childIndex: row.child_index,
    seed: Number(row.seed),
    state: row.state as JobState,
    waitingFor: row.waiting_for,
    runAt: row.run_at.toISOString(),
    errorClass: row.error_class,
    errorMessage: row.error_message,
    concept,
    candidates: row.candidates as GateCandidate[],
    gateSeq: row.gate_seq,
    decidedBy:
      row.decided === null
        ? null
        : {
            reviewer: row.decided.reviewer,
            verdict: row.decided.verdict as 'approve',
            decisionId: row.decided.id,
          },
    createdAt: row.created_at.toISOString(),
  };
}
