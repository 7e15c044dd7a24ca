import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { runQueue } from '../../src/adapters/postgres/run-queue.ts';
import { workerQueue } from '../../src/adapters/postgres/worker-queue.ts';
import {
  asDigest,
  type BindingHash,
  type Digest,
  type ProjectId,
  type RecipeId,
  type RunId,
} from '../../src/domain/ids.ts';
import type { JobId } from '../../src/domain/job/job-id.ts';
import { ok } from '../../src/domain/result.ts';
import type { RunCell, RunRecord } from '../../src/domain/run/run-record.ts';
import type { DecisionRow, GateTicket, JobSummary, RunQueue } from '../../src/ports/run-queue.ts';
import type {
  ClaimedJob,
  StoredCandidate,
  StoredConcept,
  WorkerQueue,
} from '../../src/ports/worker-queue.ts';
import { must, type TestDatabase } from './database.ts';

export const digestOf = (text: string): Digest => asDigest(createHash('sha256').update(text).digest('hex'));
export const times = { leaseMs: 60_000, deadlineMs: 600_000 };
/** Two backends, so that a test can claim the one turn without meeting the other. */
export const conceptTurn = 'comfyui';
export const finalTurn = 'pixellab';
export const recipeId = 'iron.character.jarl.v1' as RecipeId;

let lastRun = 0;
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const random32 = (n: number): string => [...randomBytes(n)].map((b) => letters[b % 32]).join('');

export const newProjectId = (): ProjectId => `prj_${random32(20)}` as ProjectId;

/** A run record as `generate` writes it, small. */
export function runRecord(projectId: ProjectId, change: Partial<RunRecord> = {}, cells = 1): RunRecord {
  lastRun += 1;
  const cellOf = (n: number): RunCell => ({
    n,
    binding: { hair: 'red' },
    binding_hash: digestOf('binding') as string as BindingHash,
    backend: finalTurn,
    concept_backend: conceptTurn,
    child_index: n - 1,
    seed: 100 + n,
  });
  return {
    schema_version: 1,
    run_id: `run_${String(lastRun).padStart(4, '0')}_${random32(4)}` as RunId,
    project_id: projectId,
    created_at: '2025-06-01T10:00:00.000Z',
    origin: 'generate',
    parent: null,
    tool: { name: 'artkiln', version: '0.1.0' },
    actor: 'tester',
    recipe: {
      recipe_id: recipeId,
      digest: digestOf('recipe'),
      kind: 'character.humanoid',
      is_draft: false,
      text: '{}',
    },
    files: [],
    gated: true,
    asks_again: false,
    rebuild: 'none',
    seeds: { production: 100 },
    cells: Array.from({ length: cells }, (_, i) => cellOf(i + 1)),
    pipelines: {
      [finalTurn]: [{ place: 0, stage: 'concept', phase: 'concept', backend: conceptTurn, params: {} }],
    },
    catalogue: [],
    ui: {},
    limits: { max_micro_usd: null },
    ...change,
  };
}

/** The same record without a concept phase. */
export function ungated(record: RunRecord): RunRecord {
  return { ...record, gated: false, cells: record.cells.map((cell) => ({ ...cell, concept_backend: null })) };
}

export const conceptOf = (name: string): StoredConcept => ({
  digest: digestOf(`bytes of ${name}`),
  pixels: digestOf(`pixels of ${name}`),
  sprites: digestOf(`sprites of ${name}`),
  path: `art_pool/concepts/${name}.png`,
});

export const candidateOf = (name: string): StoredCandidate => ({ ...conceptOf(name), childIndex: 0 });

/** A row of the decision index. The database cannot check a signature, so any id serves. */
export function decisionRow(
  change: Partial<DecisionRow> & Pick<DecisionRow, 'gate' | 'verdict' | 'bytes'>,
): DecisionRow {
  const { gate, bytes } = change;
  const name =
    gate === 'review' ? { pixels: digestOf('?'), sprites: digestOf('?') } : { pixels: null, sprites: null };
  return {
    id: randomBytes(32).toString('hex'),
    recipeId,
    recipeDigest: digestOf('recipe'),
    ...name,
    keyId: digestOf('key'),
    reviewer: 'Astrid',
    reason: null,
    decidedAt: '2025-06-01T11:00:00.000Z',
    supersedes: [],
    ...change,
    bytes,
  };
}

/** One project in a test database, with the queue's two sides and short ways to where a test begins. */
export class Saga {
  readonly projectId: ProjectId = newProjectId();
  readonly owner: pg.Pool;
  readonly worker: pg.Pool;
  readonly runs: RunQueue;
  readonly work: WorkerQueue;

  constructor(database: TestDatabase, pools: { owner: pg.Pool; worker: pg.Pool }) {
    this.owner = pools.owner;
    this.worker = pools.worker;
    this.runs = runQueue(this.owner, database.owner, this.projectId);
    this.work = workerQueue(this.worker, database.worker, this.projectId);
  }

  async open(): Promise<this> {
    must(await this.runs.openProject('store', []));
    return this;
  }

  async queue(record: RunRecord = runRecord(this.projectId)): Promise<RunRecord> {
    must(await this.runs.queueRun(record, digestOf(JSON.stringify(record))));
    return record;
  }

  async claim(free = 1, turn = conceptTurn, workerId = 'w1'): Promise<readonly ClaimedJob[]> {
    return must(await this.work.claim(workerId, [{ turn, free }], times));
  }

  async claimOne(turn = conceptTurn, workerId = 'w1'): Promise<ClaimedJob> {
    const [job] = await this.claim(1, turn, workerId);
    if (job === undefined) throw new Error('nothing was there to claim');
    return job;
  }

  /** A job at the concept gate that shows the named picture. */
  async atConceptGate(name: string, record?: RunRecord): Promise<JobSummary> {
    await this.queue(record ?? runRecord(this.projectId));
    const job = await this.claimOne();
    must(await this.work.enterConceptGate(job.lease, conceptOf(name)));
    return this.job(job.id);
  }

  /** A job at the review gate, without a concept phase, that shows the named pictures. */
  async atReviewGate(names: readonly string[], record = runRecord(this.projectId)): Promise<JobSummary> {
    await this.queue(ungated(record));
    const job = await this.claimOne(finalTurn);
    must(await this.work.finalStored(job.lease));
    must(await this.work.enterReviewGate(job.lease, names.map(candidateOf)));
    return this.job(job.id);
  }

  async job(id: JobId): Promise<JobSummary> {
    const [job] = must(
      await this.runs.jobs({ job: { run: { runId: id.runId }, cell: id.cell, try: id.try } }),
    );
    if (job === undefined) throw new Error('no such job');
    return job;
  }

  /** All columns of a job's row. */
  async row(id: JobId): Promise<Record<string, unknown>> {
    const { rows } = await this.owner.query(
      `select *, lease_expires_at > clock_timestamp() as is_leased from art.art_jobs
       where project_id = $1 and run_id = $2 and cell = $3 and try = $4`,
      [this.projectId, id.runId, id.cell, id.try],
    );
    return rows[0] as Record<string, unknown>;
  }

  async events(
    id: JobId,
  ): Promise<{ event: string; from: string; to: string; decision: string | null; role: string }[]> {
    const { rows } = await this.owner.query(
      `select e.event, e.from_state as "from", e.to_state as "to", e.decision_id as decision, e.db_role as role
       from art.art_job_events e join art.art_jobs j on j.id = e.job_id
       where j.project_id = $1 and j.run_id = $2 and j.cell = $3 and j.try = $4 order by e.seq`,
      [this.projectId, id.runId, id.cell, id.try],
    );
    return rows as { event: string; from: string; to: string; decision: string | null; role: string }[];
  }

  async eventNames(id: JobId): Promise<string[]> {
    return (await this.events(id)).map((e) => e.event);
  }

  /** Lets the leases of all jobs run out, as if a minute had passed. */
  async expireLeases(): Promise<void> {
    await this.owner.query(
      `update art.art_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
       where project_id = $1 and lease_owner is not null`,
      [this.projectId],
    );
    await this.owner.query(
      `update art.art_stage_rights set expires_at = clock_timestamp() - interval '1 second'
       where project_id = $1`,
      [this.projectId],
    );
  }

  /** Lets what waits be due. */
  async endWaits(): Promise<void> {
    await this.owner.query(
      `update art.art_jobs set run_at = clock_timestamp() - interval '1 second'
       where project_id = $1 and waiting_for is not null`,
      [this.projectId],
    );
  }

  ticket(job: JobSummary, digest?: Digest): GateTicket {
    const gate = job.state === 'AwaitingReview' ? 'review' : 'concept';
    const shown = gate === 'review' ? job.candidates[0] : job.concept;
    return { job: job.id, gate, gateSeq: job.gateSeq ?? 0, digest: digest ?? (shown?.digest as Digest) };
  }

  /** Decides as `app/decide` does, with rows that nobody signed. */
  decide(job: JobSummary, verdict: 'approve' | 'reject', digest?: Digest, change: Partial<DecisionRow> = {}) {
    return this.runs.decide(this.ticket(job, digest), (locked) =>
      Promise.resolve(ok(decisionsOn(locked, verdict, digest, change))),
    );
  }
}

/** What a reviewer signs about a job: its concept, the chosen candidate, or a rejection of each. */
export function decisionsOn(
  job: JobSummary,
  verdict: 'approve' | 'reject',
  digest?: Digest,
  change: Partial<DecisionRow> = {},
): DecisionRow[] {
  const common = { verdict, recipeId: job.recipeId, recipeDigest: job.recipeDigest, ...change };
  if (job.state !== 'AwaitingReview') {
    return [decisionRow({ gate: 'concept', bytes: job.concept?.digest as Digest, ...common })];
  }
  const chosen = digest ?? job.candidates[0]?.digest;
  const about = verdict === 'reject' ? job.candidates : job.candidates.filter((c) => c.digest === chosen);
  return about.map((c) =>
    decisionRow({ gate: 'review', bytes: c.digest, pixels: c.pixels, sprites: c.sprites, ...common }),
  );
}
