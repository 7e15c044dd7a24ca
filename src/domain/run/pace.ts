/** How many jobs were ready at one moment of a monotonic clock. */
export interface PaceSample {
  readonly atMs: number;
  readonly ready: number;
}

export interface Pace {
  /** Jobs that become ready in a second. */
  readonly perSecond: number;
  /** From the last change until all are ready. It does not run down by itself, as little as anything on the screen does. */
  readonly leftMs: number;
}

/** The pace is that of the last while: a queue that was busy with another run an hour ago says nothing of now. */
const windowMs = 60_000;
/** What two jobs that happen to end together say of the rest is worth nothing. */
const leastSpanMs = 1_000;
const leastReady = 2;
/** After so many times the usual pause, the pace of before no longer holds; a few seconds are always granted. */
const pausesGranted = 5;
const leastGrantedMs = 5_000;

/** Samples with a new one, without those that no longer count. One before the window is kept: the window begins there. */
export function withSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const from = samples.findLastIndex(({ atMs }) => atMs <= sample.atMs - windowMs);
  return [...samples.slice(Math.max(0, from)), sample];
}

/**
 * How fast a run goes, and how long the rest will take; `null` while too little is known, and when nothing has moved
 * for so long that the earlier pace would be a lie.
 *
 * @param samples in rising order of time, one for each change
 * @param total jobs of the run
 * @example paceOf([{ atMs: 0, ready: 0 }, { atMs: 5000, ready: 10 }], 40, 5000) // 2 in a second, 15 s left
 */
export function paceOf(samples: readonly PaceSample[], total: number, nowMs: number): Pace | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const spanMs = last.atMs - first.atMs;
  const ready = last.ready - first.ready;
  if (spanMs < leastSpanMs || ready < leastReady) return null;
  const pauseMs = spanMs / ready;
  if (nowMs - last.atMs > Math.max(leastGrantedMs, pauseMs * pausesGranted)) return null;
  return { perSecond: 1_000 / pauseMs, leftMs: Math.max(0, (total - last.ready) * pauseMs) };
}
