import type { Pool, PoolClient } from 'pg';
import type { Digest, ProjectId, RunId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import { ok } from '../../domain/result.ts';
import type { Lease, WorkerQueue } from '../../ports/worker-queue.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { claimJobs } from './queries/claim-jobs.ts';
import { enterConceptGate, enterReviewGate } from './queries/enter-gate.ts';
import { recordStep, type Step } from './queries/record-step.ts';
import { registerWorker, unregisterWorker } from './queries/register-worker.ts';
import { renewLeases } from './queries/renew-leases.ts';
import { sweepLeases } from './queries/sweep-leases.ts';
import { sealableRuns } from './queries/seal-run.ts';
import { giveRight, takeRight } from './queries/take-right.ts';
import { sealQueue } from './seal-queue.ts';

const still = {
  waitingFor: null,
  delayMs: 0,
  returnsAttempt: false,
  errorClass: null,
  errorMessage: null,
} as const;

/** The saga as a worker sees it, over a pool with the worker's own login. */
export function workerQueue(pool: Pool, target: DatabaseTarget, projectId: ProjectId): WorkerQueue {
  const attempt = <T>(act: () => Promise<T>) => whileConnected(target, act);
  const step = (lease: Lease, move: Step) =>
    attempt(async () => (await recordStep(pool, lease, move)) as JobState | null);

  return {
    ...sealQueue(pool, target, projectId),
    sealableRuns: () => attempt(async () => (await sealableRuns(pool, projectId)) as RunId[]),
    register: (worker) => attempt(() => registerWorker(pool, projectId, worker)),
    unregister: (workerId) => attempt(() => unregisterWorker(pool, projectId, workerId)),
    claim: (workerId, slots, times) =>
      attempt(async () => {
        const rows = await claimJobs(pool, projectId, workerId, slots, times);
        return rows.map((row) => ({
          lease: { key: row.id, token: row.lease_token },
          id: { runId: row.run_id as RunId, cell: row.cell, try: row.try },
          state: row.state as JobState,
          recipeId: row.recipe_id,
          recipeDigest: row.recipe_digest as Digest,
          backend: row.backend,
          conceptBackend: row.concept_backend,
          conceptDigest: row.concept_digest as Digest | null,
          traceId: row.trace_id,
          attempt: row.attempt,
        }));
      }),
    renew: (workerId, leases, leaseMs) =>
      attempt(async () => {
        await registerWorker(pool, projectId, { workerId, host: null, pid: null, version: null });
        if (leases.length === 0) return [];
        const rows = await renewLeases(pool, leases, leaseMs);
        return rows.map((row) => ({ key: row.id, token: row.lease_token }));
      }),
    enterConceptGate: (lease, concept) =>
      attempt(async () => (await enterConceptGate(pool, lease, concept)) as JobState | null),
    enterReviewGate: (lease, candidates) =>
      attempt(async () => (await enterReviewGate(pool, lease, candidates)) as JobState | null),
    finalStored: (lease) =>
      step(lease, {
        event: 'final-stored',
        from: 'RotationGenerating',
        to: 'Persisting',
        leaves: false,
        ...still,
      }),
    release: (lease) =>
      step(lease, { event: 'released', from: null, to: null, leaves: true, ...still, returnsAttempt: true }),
    wait: (lease, reason, delayMs) =>
      step(lease, {
        event: 'waiting',
        from: null,
        to: null,
        leaves: true,
        ...still,
        waitingFor: reason,
        delayMs,
        returnsAttempt: true,
      }),
    retryLater: (lease, delayMs, errorClass) =>
      step(lease, {
        event: 'retry-later',
        from: null,
        to: null,
        leaves: true,
        ...still,
        waitingFor: 'retry',
        delayMs,
        errorClass,
      }),
    failJob: (lease, errorClass, message) =>
      step(lease, {
        event: 'failed',
        from: null,
        to: 'Failed',
        leaves: true,
        ...still,
        errorClass,
        errorMessage: message,
      }),
    holds: (lease) =>
      attempt(async () => {
        const { rowCount } = await pool.query({
          name: 'holds-lease',
          text: `select from art.art_jobs where id = $1 and lease_token = $2 and lease_expires_at > clock_timestamp()`,
          values: [lease.key, lease.token],
        });
        return rowCount === 1;
      }),
    takeRight: (lease, fingerprint, rightMs) =>
      attempt(() => takeRight(pool, projectId, fingerprint, lease, rightMs)),
    giveRight: (lease, fingerprint) => attempt(() => giveRight(pool, projectId, fingerprint, lease)),
    sweep: (counts) =>
      attempt(async () => {
        const row = await sweepLeases(pool, projectId, counts);
        return { reclaimed: row.reclaimed, timedOut: row.timed_out, woken: row.woken };
      }),
    recordDigest: (runId) =>
      attempt(async () => {
        const { rows } = await pool.query<{ record_digest: string }>({
          name: 'record-digest',
          text: `select record_digest from art.art_runs where project_id = $1 and run_id = $2`,
          values: [projectId, runId],
        });
        return (rows[0]?.record_digest ?? null) as Digest | null;
      }),
    isIdle: () =>
      attempt(async () => {
        const { rows } = await pool.query<{ idle: boolean }>({
          name: 'is-idle',
          text: `select not exists (select from art.art_jobs where project_id = $1 and waiting_for is null
  and state in ('Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting')) as idle`,
          values: [projectId],
        });
        return rows[0]?.idle === true;
      }),
    listen: (onWork) => listen(pool, projectId, onWork),
  };
}

/** LISTEN on a connection of its own. A broken connection is made again; polling covers the gap. */
async function listen(pool: Pool, projectId: ProjectId, onWork: () => void) {
  let client: PoolClient | null = null;
  let isClosed = false;
  let isAgain = false;

  async function open(): Promise<void> {
    if (isClosed) return;
    try {
      const opened = await pool.connect();
      if (isClosed) return opened.release();
      client = opened;
      opened.on('error', () => lost(opened));
      opened.on('end', () => lost(opened));
      opened.on('notification', (note) => {
        if (note.payload === projectId) onWork();
      });
      await opened.query('listen art_work');
      // What was announced while nobody listened is looked for at once.
      if (isAgain) onWork();
      isAgain = true;
    } catch {
      if (client !== null) lost(client);
      else setTimeout(() => void open(), 1000).unref();
    }
  }
  function lost(broken: PoolClient): void {
    if (client !== broken) return;
    client = null;
    broken.removeAllListeners('notification');
    broken.release(true);
    setTimeout(() => void open(), 1000).unref();
  }

  await open();
  return ok(async () => {
    isClosed = true;
    client?.release(true);
    client = null;
  });
}
