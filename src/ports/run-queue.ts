import type { Digest, RunId } from '../domain/ids.ts';
import type { Gate, Verdict } from '../domain/gate/gate.ts';
import type { JobId, JobReference, RunReference } from '../domain/job/job-id.ts';
import type { JobState } from '../domain/job/transition.ts';
import type { LeverBinding } from '../domain/recipe/recipe.ts';
import type { Result } from '../domain/result.ts';
import type { RunOrigin, RunRecord } from '../domain/run/run-record.ts';
import type { SealQueue } from './seal-queue.ts';

export interface RunSummary {
  readonly runId: RunId;
  readonly origin: RunOrigin;
  readonly recipeId: string;
  readonly isDraft: boolean;
  readonly isGated: boolean;
  readonly createdAt: string;
  /** How many cells stand in which state, by each cell's latest job. */
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  readonly cells: number;
}

/** What stands at a gate, or stood at it last. */
export interface GateCandidate {
  readonly digest: Digest;
  readonly pixels: Digest;
  readonly sprites: Digest;
  readonly path: string;
}

export interface JobSummary {
  readonly id: JobId;
  readonly recipeId: string;
  readonly recipeDigest: Digest;
  readonly isDraft: boolean;
  readonly kind: string;
  readonly binding: LeverBinding;
  readonly bindingHash: string;
  readonly backend: string;
  readonly conceptBackend: string | null;
  readonly childIndex: number;
  readonly seed: number;
  readonly state: JobState;
  readonly waitingFor: string | null;
  /** When a waiting job is looked at again; ISO 8601 UTC. */
  readonly runAt: string;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
  readonly concept: GateCandidate | null;
  readonly candidates: readonly GateCandidate[];
  /** Number of the present or last gate entry. */
  readonly gateSeq: number | null;
  /** The decision that moved it last out of a gate, if any. */
  readonly decidedBy: {
    readonly reviewer: string;
    readonly verdict: Verdict;
    readonly decisionId: string;
  } | null;
  readonly createdAt: string;
}

export interface JobFilter {
  readonly run?: RunReference;
  readonly job?: JobReference;
  readonly recipeId?: string;
  readonly states?: readonly JobState[];
  readonly kind?: string;
  /** The final backend. */
  readonly backend?: string;
  /** Only what waits for something other than a person. */
  readonly isWaiting?: boolean;
  /** Lever -> values, one of which the binding must have. */
  readonly levers?: { readonly [lever: string]: readonly string[] };
  /** Made then or later; ISO 8601 UTC. */
  readonly since?: string;
  /** Only jobs without a candidate of these. */
  readonly noneOf?: readonly Digest[];
  /** Only the latest try of each cell. */
  readonly latestOnly?: boolean;
  /** Only what comes after this job in the order of the listing. */
  readonly after?: JobId;
  /** At most this many, newest run first; 1,000 unless told. */
  readonly limit?: number;
}

/** A row of the index of signed decision files. Signatures are checked before it is made. */
export interface DecisionRow {
  readonly id: string;
  readonly gate: Gate;
  readonly verdict: Verdict;
  readonly recipeId: string;
  readonly recipeDigest: string;
  readonly bytes: Digest;
  readonly pixels: Digest | null;
  readonly sprites: Digest | null;
  readonly keyId: string;
  readonly reviewer: string;
  readonly reason: string | null;
  readonly decidedAt: string;
  readonly supersedes: readonly string[];
}

/** What the person saw: the decision counts only while the gate still shows exactly this. */
export interface GateTicket {
  readonly job: JobId;
  readonly gate: Gate;
  readonly gateSeq: number;
  /** Digest of the picture that was shown. */
  readonly digest: Digest;
}

export interface DecisionOutcome {
  readonly state: JobState;
  /** Other jobs that the same decision moved. */
  readonly alsoMoved: readonly JobId[];
}

export interface RestoredJob {
  readonly runId: RunId;
  readonly cell: number;
  readonly concept: GateCandidate | null;
  readonly candidates: readonly GateCandidate[];
}

export interface WorkerSummary {
  readonly workerId: string;
  readonly host: string;
  readonly pid: number;
  readonly seenSecondsAgo: number;
}

/** What the operator and the reviewers may do to the saga: the owner's login. */
export interface RunQueue extends SealQueue {
  /** Makes the project's row; paid backends start paused when there is already art without a row for it. */
  openProject(storeId: string, pausedBackends: readonly string[]): Promise<Result<void>>;
  /** One transaction with the run and all its jobs. False when the run was queued before. */
  queueRun(record: RunRecord, recordDigest: Digest): Promise<Result<boolean>>;
  jobs(filter: JobFilter): Promise<Result<readonly JobSummary[]>>;
  knownRuns(): Promise<Result<readonly RunId[]>>;
  cancel(job: JobId): Promise<Result<JobState | null>>;
  /**
   * One more try for every cell of a queued run whose latest job failed or was cancelled, and a first one for cells
   * that have none. Each cell gets one, however many ask at once. Gives the new jobs by cell.
   */
  requeueRun(record: RunRecord): Promise<Result<readonly JobId[]>>;
  /** A new job for the cell of a final one; `null` when the job is not final or not the latest, or its run is sealed. */
  retry(job: JobId, traceId: string): Promise<Result<JobId | null>>;
  /**
   * Locks the job, checks the ticket, has the decisions signed and written by `write`, inserts them, moves the job.
   * `decision-moved` when the gate shows something else by now.
   */
  decide(
    ticket: GateTicket,
    write: (job: JobSummary) => Promise<Result<readonly DecisionRow[]>>,
  ): Promise<Result<DecisionOutcome>>;
  /** Adds decision files that have no row yet, and applies them to what waits. Returns how many were new. */
  indexDecisions(rows: readonly DecisionRow[]): Promise<Result<number>>;
  knownDecisions(): Promise<Result<ReadonlySet<string>>>;
  /** Puts jobs of a rebuilt run where the files prove that they are. */
  restoreJobs(jobs: readonly RestoredJob[]): Promise<Result<number>>;
  workers(): Promise<Result<readonly WorkerSummary[]>>;
}
