import type { Digest, Fingerprint, RunId } from '../domain/ids.ts';
import type { JobId } from '../domain/job/job-id.ts';
import type { JobState } from '../domain/job/transition.ts';
import type { Result } from '../domain/result.ts';
import type { SealQueue } from './seal-queue.ts';

/** Opaque proof of a claim. Every write with it lands only while the lease is live. */
export interface Lease {
  readonly key: string;
  readonly token: string;
}

/** A job that this worker holds. */
export interface ClaimedJob {
  readonly lease: Lease;
  readonly id: JobId;
  readonly state: JobState;
  readonly recipeId: string;
  readonly recipeDigest: Digest;
  readonly backend: string;
  readonly conceptBackend: string | null;
  readonly conceptDigest: Digest | null;
  readonly traceId: string;
  /** Executions of this state so far, this one included. */
  readonly attempt: number;
}

export interface Slots {
  readonly turn: string;
  readonly free: number;
}

export interface StoredConcept {
  readonly digest: Digest;
  readonly pixels: Digest;
  readonly sprites: Digest;
  /** Path in the art pool. */
  readonly path: string;
}

export interface StoredCandidate extends StoredConcept {
  readonly childIndex: number;
}

export interface SweepReport {
  readonly reclaimed: number;
  readonly timedOut: number;
  readonly woken: number;
}

/** `null` in place of a state means that the lease is lost: stop, delete nothing, start no call. */
export type Fenced = Result<JobState | null>;

/** What a worker may do to the saga. Each method is one statement; time is the database's. */
export interface WorkerQueue extends SealQueue {
  register(worker: WorkerFacts): Promise<Result<void>>;
  unregister(workerId: string): Promise<Result<void>>;
  claim(workerId: string, slots: readonly Slots[], times: LeaseTimes): Promise<Result<readonly ClaimedJob[]>>;
  /** Extends the leases that are still live; returns those that are. */
  renew(workerId: string, leases: readonly Lease[], leaseMs: number): Promise<Result<readonly Lease[]>>;
  enterConceptGate(lease: Lease, concept: StoredConcept): Promise<Fenced>;
  finalStored(lease: Lease): Promise<Fenced>;
  enterReviewGate(lease: Lease, candidates: readonly StoredCandidate[]): Promise<Fenced>;
  /** Gives a job back unharmed. */
  release(lease: Lease): Promise<Fenced>;
  /** Puts a job aside until something outside changes; no attempt is used up. */
  wait(lease: Lease, reason: string, delayMs: number): Promise<Fenced>;
  retryLater(lease: Lease, delayMs: number, errorClass: string): Promise<Fenced>;
  failJob(lease: Lease, errorClass: string, message: string): Promise<Fenced>;
  /** True while the lease is live by the database's clock. */
  holds(lease: Lease): Promise<Result<boolean>>;
  /** Takes the right to execute a fingerprint; false when another live holder has it. */
  takeRight(lease: Lease, fingerprint: Fingerprint, rightMs: number): Promise<Result<boolean>>;
  giveRight(lease: Lease, fingerprint: Fingerprint): Promise<Result<void>>;
  /** Takes back expired leases and wakes what waited long enough. `counts` false after the machine slept. */
  sweep(counts: boolean): Promise<Result<SweepReport>>;
  /** Runs of which every cell's latest job is approved or rejected, and that nobody noted as sealed. */
  sealableRuns(): Promise<Result<readonly RunId[]>>;
  /** The digest of run.json as it was queued; `null` when the run has no row. */
  recordDigest(runId: RunId): Promise<Result<Digest | null>>;
  /** True when nothing is left that a worker could do now: all jobs are final, at a gate, or waiting. */
  isIdle(): Promise<Result<boolean>>;
  /** Calls back on every enqueue and decision, until the returned function is called. */
  listen(onWork: () => void): Promise<Result<() => Promise<void>>>;
}

export interface WorkerFacts {
  readonly workerId: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
}

export interface LeaseTimes {
  readonly leaseMs: number;
  /** A stage that takes longer than this is given up. */
  readonly deadlineMs: number;
}
