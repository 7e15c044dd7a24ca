import { tell, type Failure } from '../domain/failure.ts';
import { formatJobId } from '../domain/job/job-id.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ClaimedJob, LeaseTimes, Slots, WorkerFacts } from '../ports/worker-queue.ts';
import { advanceJob, type AdvanceDeps } from './advance-job.ts';
import { keepLeases, watchSleep, type HeldJob } from './keep-leases.ts';
import { sealDecided } from './seal-decided.ts';
import type { SealDeps } from './seal-run.ts';

export interface WorkDeps extends Omit<AdvanceDeps, 'workerId'>, Pick<SealDeps, 'projectId' | 'survey'> {
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
  /** How long the database may be out of reach until the worker ends with that failure, in ms; `null`: for ever. */
  readonly giveUpAfterMs: number | null;
}

export const defaultWorkSettings = {
  times: { leaseMs: 60_000, deadlineMs: 600_000 },
  renewEveryMs: 20_000,
  pollEveryMs: 5_000,
  maxAttempts: 5,
  giveUpAfterMs: null,
} as const;

export interface RunningWorker {
  /** True when nothing is left that a worker could do now. */
  isIdle(): Promise<Result<boolean>>;
  /** Stops claiming, gives back what has not begun, waits for what is in the middle of a stage. */
  stop(): Promise<void>;
  /** Ends when the worker does; a failure is one that it cannot go on after. */
  readonly done: Promise<Result<void>>;
}

/** How long a job waits for another that executes the same stage, in ms; most stages of our own take less. */
const sameStageMs = 1_000;

/** How often a database that is out of reach is tried again, in ms. */
const reconnectEveryMs = 1_000;

/** Failures that another try may not meet: what is outside of us and changes. */
const retryable = new Set<Failure['kind']>([
  'database-unreachable',
  'disk-full',
  'file-unusable',
  'blob-missing',
]);

/**
 * Starts a worker: claims by turn, renews its leases with one statement, sweeps what others left, and carries each
 * job to its next gate.
 */
export async function startWorker(deps: WorkDeps, settings: WorkSettings): Promise<Result<RunningWorker>> {
  const { queue, log, clock } = deps;
  const { leaseMs } = settings.times;
  const leases = keepLeases(deps, settings.worker.workerId, leaseMs);
  const sleep = watchSleep(clock, leaseMs - settings.renewEveryMs, leaseMs);
  const sealing = sealDecided(deps);
  const carried = new Set<Promise<void>>();
  let isStopping = false;
  let bug: unknown = null;
  let sweepAtMs = -Infinity;
  let lostAtMs: number | null = null;
  let isWoken = false;
  let endRest: () => void = () => undefined;

  /** Has the loop look again at once. Kept when the loop is not resting: news must not fall between two looks. */
  function wake(): void {
    isWoken = true;
    endRest();
  }

  /** A bug in what no job is to blame for: the worker finishes what it holds, and `done` throws it. */
  function breakDown(error: unknown): void {
    bug ??= error ?? new Error('unknown');
    log.error('worker-broke', { error: wordsOf(error) });
    isStopping = true;
    wake();
  }

  const registered = await queue.register(settings.worker);
  if (!registered.ok) return registered;
  const listening = await queue.listen(() => {
    sealing.hasNews();
    wake();
  });
  if (!listening.ok) return listening;
  const stopListening = listening.value;

  /** Waits for news, a finished job, a stop, or the time. */
  const rest = (ms: number): Promise<void> =>
    isWoken
      ? Promise.resolve()
      : new Promise((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, ms));
          endRest = () => {
            clearTimeout(timer);
            resolve();
          };
        });

  let beating: Promise<void> | null = null;
  function beat(): void {
    sleep.look();
    // One at a time: a mute database must not gather a crowd of renewals.
    beating ??= leases
      .renew()
      .catch(breakDown)
      .finally(() => {
        beating = null;
      });
  }
  const heart = setInterval(beat, settings.renewEveryMs);

  async function carry(held: HeldJob): Promise<void> {
    const { job, abort } = held;
    const startedAt = clock.monotonicMs();
    const name = formatJobId(job.id);
    try {
      log.info('job-claimed', { job: name, state: job.state, trace: job.traceId });
      const { workerId } = settings.worker;
      const advanced = await deps.blobs.use(() =>
        advanceJob({ ...deps, workerId }, job, abort.signal, leaseMs),
      );
      const ms = Math.round(clock.monotonicMs() - startedAt);
      if (!advanced.ok) await setBack(job, advanced.failure);
      else if (advanced.value.kind === 'moved') {
        const { state } = advanced.value;
        // An earlier decision carried it over its gate.
        if (state === 'Approved' || state === 'Rejected') sealing.hasNews();
        log.info('job-moved', { job: name, state, ms });
      } else if (advanced.value.kind === 'lease-lost') log.warn('lease-lost', { job: name, ms });
      else await putAside(sameStageMs, (delayMs) => queue.wait(job.lease, 'same-stage-elsewhere', delayMs));
    } catch (error) {
      // A bug must not take the worker down with it: the job says so, and the log has the stack.
      log.error('job-broke', { job: name, error: wordsOf(error) });
      await queue.failJob(
        job.lease,
        'internal-error',
        error instanceof Error ? error.message : String(error),
      );
    } finally {
      leases.drop(held);
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
    await putAside(250 + deps.jitterMs(boundMs), (delayMs) => queue.retryLater(job.lease, delayMs, met.kind));
  }

  /** What we put aside ourselves is looked at when it is due, not only at the next poll. */
  async function putAside(delayMs: number, act: (delayMs: number) => Promise<unknown>): Promise<void> {
    await act(delayMs);
    sweepAtMs = Math.min(sweepAtMs, clock.monotonicMs() + delayMs);
  }

  function freeSlots(): Slots[] {
    return [...settings.slots]
      .map(([turn, limit]) => ({ turn, free: limit - leases.busy(turn) }))
      .filter(({ free }) => free > 0);
  }

  async function sweep(): Promise<void> {
    sweepAtMs = clock.monotonicMs() + settings.pollEveryMs;
    const swept = await queue.sweep(sleep.isAwake());
    if (swept.ok && (swept.value.reclaimed > 0 || swept.value.timedOut > 0)) {
      log.warn('leases-reclaimed', { reclaimed: swept.value.reclaimed, timed_out: swept.value.timedOut });
    }
  }

  /** Whether the worker goes on without its database for now. */
  function outOfReach(met: Failure): Result<boolean> {
    const nowMs = clock.monotonicMs();
    if (lostAtMs === null) log.warn('database-lost', { why: tell(met).message });
    lostAtMs ??= nowMs;
    const { giveUpAfterMs } = settings;
    return giveUpAfterMs !== null && nowMs - lostAtMs >= giveUpAfterMs ? fail(met) : ok(false);
  }

  /** True when there was something to claim. */
  async function claim(): Promise<Result<boolean>> {
    const slots = freeSlots();
    if (slots.length === 0) return ok(false);
    const askedAt = clock.monotonicMs();
    const claimed = await queue.claim(settings.worker.workerId, slots, settings.times);
    if (!claimed.ok)
      return claimed.failure.kind === 'database-unreachable' ? outOfReach(claimed.failure) : claimed;
    if (lostAtMs !== null) log.info('database-back', { ms: Math.round(clock.monotonicMs() - lostAtMs) });
    lostAtMs = null;
    for (const job of claimed.value) {
      if (isStopping) {
        await queue.release(job.lease);
        continue;
      }
      const carrying = carry(leases.hold(job, turnOf(job), askedAt))
        .catch(breakDown)
        .finally(() => carried.delete(carrying));
      carried.add(carrying);
    }
    return ok(claimed.value.length > 0);
  }

  async function loop(): Promise<Result<void>> {
    while (!isStopping) {
      isWoken = false;
      sleep.look();
      if (clock.monotonicMs() >= sweepAtMs) await sweep();
      const claimed = await claim();
      if (!claimed.ok) return claimed;
      if (claimed.value || isStopping) continue;
      if (lostAtMs === null && sealing.dueInMs() === 0) {
        await sealing.look();
        continue;
      }
      const longestMs =
        lostAtMs === null ? Math.min(settings.pollEveryMs, sealing.dueInMs()) : reconnectEveryMs;
      await rest(Math.min(longestMs, sweepAtMs - clock.monotonicMs()));
    }
    return ok(undefined);
  }

  async function live(): Promise<Result<void>> {
    const ended = await loop().catch((error: unknown) => {
      breakDown(error);
      return ok(undefined);
    });
    await Promise.all(carried);
    // What it did last may have been the last of a run.
    if (ended.ok && bug === null && lostAtMs === null) await sealing.look();
    clearInterval(heart);
    await beating;
    await stopListening();
    await queue.unregister(settings.worker.workerId);
    if (bug !== null) throw bug;
    return ended;
  }

  const done = live();
  // Heard here as well: whoever only calls stop() must not be met by an unhandled rejection first.
  done.catch(() => undefined);
  log.info('worker-started', { worker: settings.worker.workerId, pid: settings.worker.pid });
  return ok({
    done,
    isIdle: () => queue.isIdle(),
    async stop() {
      isStopping = true;
      wake();
      await done;
    },
  });
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const turnOf = (job: ClaimedJob): string => {
  if (job.state === 'Persisting') return 'local';
  return job.state === 'ConceptGenerating' ? (job.conceptBackend ?? job.backend) : job.backend;
};
