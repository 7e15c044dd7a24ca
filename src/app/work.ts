import { tell, type Failure } from '../domain/failure.ts';
import { formatJobId } from '../domain/job/job-id.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Log } from '../ports/log.ts';
import type { ClaimedJob, LeaseTimes, Slots, WorkerFacts } from '../ports/worker-queue.ts';
import { advanceJob, type AdvanceDeps } from './advance-job.ts';

export interface WorkDeps extends AdvanceDeps {
  readonly log: Log;
  /** Full jitter: a whole number of ms from 0 to the given bound. */
  readonly jitterMs: (boundMs: number) => number;
}

export interface WorkSettings {
  readonly worker: WorkerFacts;
  /** Jobs at once for each turn: backends that can run, and `local`. */
  readonly slots: ReadonlyMap<string, number>;
  readonly times: LeaseTimes;
  readonly renewEveryMs: number;
  /** Behind NOTIFY, in case a notification is lost. */
  readonly pollEveryMs: number;
  /** Retryable failures of one state before the job fails. */
  readonly maxAttempts: number;
}

export const defaultWorkSettings = {
  times: { leaseMs: 60_000, deadlineMs: 600_000 },
  renewEveryMs: 20_000,
  pollEveryMs: 5_000,
  maxAttempts: 5,
} as const;

export interface RunningWorker {
  /** Stops claiming, gives back what has not begun, waits for what is in the middle of a stage. */
  stop(): Promise<void>;
  /** Ends when the worker does; a failure is one that it cannot go on after. */
  readonly done: Promise<Result<void>>;
}

/** Failures that another try may not meet: what is outside of us and changes. */
const retryable = new Set<Failure['kind']>(['database-unreachable', 'disk-full', 'file-unusable', 'blob-missing']);

/**
 * Starts a worker: claims by turn, renews its leases with one statement, sweeps what others left, and carries each
 * job to its next gate.
 */
export async function startWorker(deps: WorkDeps, settings: WorkSettings): Promise<Result<RunningWorker>> {
  const { queue, log, clock } = deps;
  const held = new Map<string, { job: ClaimedJob; abort: AbortController; turn: string }>();
  const carried = new Set<Promise<void>>();
  let isStopping = false;
  let wake: () => void = () => undefined;

  const registered = await queue.register(settings.worker);
  if (!registered.ok) return registered;
  const listening = await queue.listen(() => wake());
  if (!listening.ok) return listening;

  /** Waits for a notification, a finished job, a stop, or the poll's turn. */
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  let lastBeat = clock.monotonicMs();
  async function beat(): Promise<void> {
    const leases = [...held.values()].map(({ job }) => job.lease);
    const renewed = await queue.renew(settings.worker.workerId, leases, settings.times.leaseMs);
    lastBeat = clock.monotonicMs();
    if (!renewed.ok) return;
    const live = new Set(renewed.value.map((lease) => lease.token));
    for (const [token, { job, abort }] of held) {
      if (live.has(token) || !leases.some((lease) => lease.token === token)) continue;
      log.warn('lease-lost', { job: formatJobId(job.id) });
      abort.abort();
    }
  }
  const heart = setInterval(() => void beat(), settings.renewEveryMs);

  async function carry(job: ClaimedJob, turn: string): Promise<void> {
    const abort = new AbortController();
    held.set(job.lease.token, { job, abort, turn });
    const startedAt = clock.monotonicMs();
    const name = formatJobId(job.id);
    try {
      log.info('job-claimed', { job: name, state: job.state, trace: job.traceId });
      const advanced = await advanceJob(deps, job, abort.signal, settings.times.leaseMs);
      const ms = Math.round(clock.monotonicMs() - startedAt);
      if (!advanced.ok) await setBack(job, advanced.failure);
      else if (advanced.value.kind === 'moved') log.info('job-moved', { job: name, state: advanced.value.state, ms });
      else if (advanced.value.kind === 'lease-lost') log.warn('lease-lost', { job: name, ms });
      else await queue.wait(job.lease, 'same-stage-elsewhere', 1_000);
    } catch (error) {
      // A bug must not take the worker down with it: the job says so, and the log has the stack.
      log.error('job-broke', { job: name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await queue.failJob(job.lease, 'internal-error', error instanceof Error ? error.message : String(error));
    } finally {
      held.delete(job.lease.token);
      wake();
    }
  }

  async function setBack(job: ClaimedJob, met: Failure): Promise<void> {
    const told = tell(met);
    log.warn('job-set-back', { job: formatJobId(job.id), failure: met.kind, attempt: job.attempt });
    if (!retryable.has(met.kind) || job.attempt >= settings.maxAttempts) {
      await queue.failJob(job.lease, met.kind, told.message);
      return;
    }
    const boundMs = Math.min(60_000, 1_000 * 2 ** job.attempt);
    await queue.retryLater(job.lease, 250 + deps.jitterMs(boundMs), met.kind);
  }

  function freeSlots(): Slots[] {
    const free: Slots[] = [];
    for (const [turn, limit] of settings.slots) {
      const busy = [...held.values()].filter((entry) => entry.turn === turn).length;
      if (limit > busy) free.push({ turn, free: limit - busy });
    }
    return free;
  }

  async function loop(): Promise<Result<void>> {
    let lastSweep = -Infinity;
    while (!isStopping) {
      const now = clock.monotonicMs();
      if (now - lastSweep >= settings.pollEveryMs) {
        // A gap far beyond a heart beat means that the machine slept, and every lease ran out at once.
        const swept = await queue.sweep(now - lastBeat < settings.times.leaseMs);
        lastSweep = now;
        if (swept.ok && (swept.value.reclaimed > 0 || swept.value.timedOut > 0)) {
          log.warn('leases-reclaimed', { reclaimed: swept.value.reclaimed, timedOut: swept.value.timedOut });
        }
      }
      const slots = freeSlots();
      if (slots.length > 0) {
        const claimed = await queue.claim(settings.worker.workerId, slots, settings.times);
        if (claimed.ok) {
          for (const job of claimed.value) {
            const carrying = carry(job, turnOf(job)).finally(() => carried.delete(carrying));
            carried.add(carrying);
          }
          if (claimed.value.length > 0) continue;
        } else if (claimed.failure.kind !== 'database-unreachable') {
          return claimed;
        }
      }
      if (!isStopping) await rest(settings.pollEveryMs);
    }
    return ok(undefined);
  }

  const done = loop().finally(async () => {
    await Promise.all(carried);
    clearInterval(heart);
    await listening.value();
    await queue.unregister(settings.worker.workerId);
  });
  log.info('worker-started', { worker: settings.worker.workerId, pid: settings.worker.pid });
  return ok({
    done,
    async stop() {
      isStopping = true;
      wake();
      await done;
    },
  });
}

const turnOf = (job: ClaimedJob): string => {
  if (job.state === 'Persisting') return 'local';
  return job.state === 'ConceptGenerating' ? (job.conceptBackend ?? job.backend) : job.backend;
};
