import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { WorkerQueue } from '../ports/worker-queue.ts';
import { sealRun, type SealDeps } from './seal-run.ts';

/** Decisions come in bursts, and each of them is news: at most one look in this time, in ms. */
const leastBetweenMs = 1_000;
/** Behind the news, in case some is lost, in ms. */
const anywayEveryMs = 300_000;

export interface SealDecided {
  /** Something was decided: a run may have become whole. */
  hasNews(): void;
  /** How long until the next look is due, in ms; 0: now. */
  dueInMs(): number;
  /** Seals every run of which all cells are approved or rejected. */
  look(): Promise<void>;
}

/** The part of a worker's sweep that seals runs. What cannot be sealed is told once, and tried again at every look. */
export function sealDecided(
  deps: Omit<SealDeps, 'queue'> & { readonly queue: WorkerQueue; readonly log: Log; readonly clock: Clock },
): SealDecided {
  const { queue, log, clock } = deps;
  const told = new Set<string>();
  // Whatever was decided while no worker ran.
  let isNews = true;
  let lookedAtMs = -Infinity;

  return {
    hasNews() {
      isNews = true;
    },
    dueInMs() {
      const wait = isNews ? leastBetweenMs : anywayEveryMs;
      return Math.max(0, lookedAtMs + wait - clock.monotonicMs());
    },
    async look() {
      isNews = false;
      lookedAtMs = clock.monotonicMs();
      const runs = await queue.sealableRuns();
      if (!runs.ok) {
        // Out of reach: the worker's own loop says so. The news stays news.
        isNews = true;
        return;
      }
      for (const run of runs.value) {
        const sealed = await sealRun(deps, run);
        if (sealed.ok) {
          const { cells, files } = sealed.value;
          log.info('run-sealed', { run, cells: cells.length, files: files.length });
          continue;
        }
        const { kind } = sealed.failure;
        // Asked for once more between the look and the lock: then it is not for sealing.
        if (kind === 'run-not-done' || told.has(`${run} ${kind}`)) continue;
        told.add(`${run} ${kind}`);
        log.warn('run-not-sealed', { run, failure: kind });
      }
    },
  };
}
