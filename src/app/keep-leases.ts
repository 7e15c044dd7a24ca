import { formatJobId } from '../domain/job/job-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ClaimedJob, WorkerQueue } from '../ports/worker-queue.ts';

/** A job in this process's hands. */
export interface HeldJob {
  readonly job: ClaimedJob;
  readonly turn: string;
  readonly abort: AbortController;
}

/** The leases of one process. */
export interface Leases {
  /** `askedAtMs`: monotonic time before the claim was sent, from which the lease surely lives. */
  hold(job: ClaimedJob, turn: string, askedAtMs: number): HeldJob;
  drop(held: HeldJob): void;
  /** How many jobs of a turn are held. */
  busy(turn: string): number;
  /** Renews all with one statement, and aborts what is lost: so the database says, or our own clock when it is mute. */
  renew(): Promise<void>;
}

export function keepLeases(
  deps: { readonly queue: WorkerQueue; readonly log: Log; readonly clock: Clock },
  workerId: string,
  leaseMs: number,
): Leases {
  const { queue, log, clock } = deps;
  const all = new Map<HeldJob, { liveUntilMs: number }>();

  function lose({ job, abort }: HeldJob): void {
    if (abort.signal.aborted) return;
    log.warn('lease-lost', { job: formatJobId(job.id) });
    abort.abort();
  }

  return {
    hold(job, turn, askedAtMs) {
      const held = { job, turn, abort: new AbortController() };
      all.set(held, { liveUntilMs: askedAtMs + leaseMs });
      return held;
    },
    drop: (held) => void all.delete(held),
    busy: (turn) => [...all.keys()].filter((held) => held.turn === turn).length,
    async renew() {
      const asked = [...all.keys()];
      const askedAtMs = clock.monotonicMs();
      const renewed = await queue.renew(
        workerId,
        asked.map((held) => held.job.lease),
        leaseMs,
      );
      const live = renewed.ok ? new Set(renewed.value.map((lease) => lease.token)) : null;
      for (const held of asked) {
        const entry = all.get(held);
        if (entry === undefined) continue;
        if (live?.has(held.job.lease.token) === true) entry.liveUntilMs = askedAtMs + leaseMs;
        else if (live !== null || clock.monotonicMs() >= entry.liveUntilMs) lose(held);
      }
    },
  };
}

/** Notices that the machine slept: then every lease ran out at once, and through nobody's fault. */
export interface SleepWatch {
  /** To be called at least every `gapMs`. */
  look(): void;
  /** Whether a lease that has run out by now tells of a dead worker. */
  isAwake(): boolean;
}

/**
 * Looks at both clocks: the monotonic one stands still while a laptop sleeps, the other one jumps; when the process
 * alone is stopped, both go on. After a gap nothing is held against anybody for as long as a lease lives.
 */
export function watchSleep(clock: Clock, gapMs: number, leaseMs: number): SleepWatch {
  const wallMs = (): number => Date.parse(clock.now());
  let monotonic = clock.monotonicMs();
  let wall = wallMs();
  let asleepUntilMs = -Infinity;
  return {
    look() {
      const [m, w] = [clock.monotonicMs(), wallMs()];
      if (Math.max(m - monotonic, w - wall) > gapMs) asleepUntilMs = m + leaseMs;
      monotonic = m;
      wall = w;
    },
    isAwake: () => clock.monotonicMs() >= asleepUntilMs,
  };
}
