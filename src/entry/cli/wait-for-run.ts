import { failure } from '../../domain/failure.ts';
import type { RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { paceOf, withSample, type Pace, type PaceSample } from '../../domain/run/pace.ts';
import { standingOf, type RunStanding } from '../../domain/run/run-standing.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { FailedJob, Listings, RunTally } from '../../ports/listings.ts';
import type { RunQueue } from '../../ports/run-queue.ts';
import type { CommandContext } from './context.ts';
import { jobJson } from './job-rows.ts';
import { standingView, waitingText } from './making/standing-view.ts';
import { progressOn } from './terminal/progress.ts';
import { onOutputGone } from './watch-output.ts';

/** The run that a person waits for. */
export interface AwaitedRun {
  readonly runId: RunId;
  /** As they would type it. */
  readonly short: string;
  readonly isGated: boolean;
  readonly limitMicroUsd: number | null;
}

/** How often the run is looked at, in ms. A look that takes long is followed by a longer pause. */
const lookEveryMs = 200;
const pausePerLook = 10;

/**
 * Stays until no job of the run can go on without a person. Gives the exit code: 0 when all are done well, 9 when
 * somebody is awaited, 6 when a job failed. The jobs go on whether or not anybody waits.
 */
export async function waitForRun(
  context: CommandContext,
  { queue, listings }: { readonly queue: RunQueue; readonly listings: Listings },
  run: AwaitedRun,
  timeoutSeconds: number | null,
): Promise<Result<number>> {
  const { output } = context;
  const isShown = !output.flags.json && !output.flags.quiet;
  const progress = progressOn(
    process.stderr,
    () => output.facts('stderr'),
    () => performance.now(),
  );
  const until = timeoutSeconds === null ? Infinity : performance.now() + timeoutSeconds * 1000;
  const interrupt = interrupted();
  const told = new Set<string>();
  let samples: readonly PaceSample[] = [];
  let before = '';
  try {
    for (;;) {
      const beganMs = performance.now();
      const looked = await listings.runTally(run.runId);
      if (!looked.ok) return looked;
      if (looked.value === null) return fail(failure('run-not-found', { run: run.runId }));
      const tally = looked.value;
      const standing = standingOf(tally);
      const nowMs = performance.now();
      if (samples.at(-1)?.ready !== standing.ready)
        samples = withSample(samples, { atMs: nowMs, ready: standing.ready });
      const pace = paceOf(samples, standing.cells - standing.failed, nowMs);

      for (const job of [...tally.failed].reverse()) {
        const name = formatJobId(job.id);
        if (told.has(name)) continue;
        told.add(name);
        output.event('failed', { job: name, error: { class: job.errorClass, message: job.errorMessage } });
        if (isShown) progress.note(`failed  ${failedText(job)}`);
      }
      const now = JSON.stringify([tally.states, tally.waiting.map(({ reason, jobs }) => [reason, jobs])]);
      if (now !== before) output.event('progress', progressJson(run.runId, tally, standing, pace));
      before = now;
      if (standing.onTheWay === 0) {
        progress.end(standingView(run, tally, standing, null));
        return await tellEnd(context, queue, run, tally, standing);
      }
      if (isShown) progress.show(standingView(run, tally, standing, pace));
      if (interrupt.isMet()) {
        // The terminal has put ^C where the cursor was.
        if (isShown && output.facts('stderr').isTty) process.stderr.write('\n');
        progress.end();
        return fail(failure('wait-interrupted', { run: run.short, onTheWay: standing.onTheWay }));
      }
      if (nowMs >= until) return fail(failure('wait-timeout', { seconds: timeoutSeconds ?? 0 }));
      await interrupt.orAfter(Math.max(lookEveryMs, (performance.now() - beganMs) * pausePerLook));
    }
  } finally {
    interrupt.forget();
    progress.end();
  }
}

/** Ctrl-C while a person waits, or nobody who reads what is told any more: it ends the waiting, and the pause between two looks. */
function interrupted() {
  let isMet = false;
  let wake: () => void = () => undefined;
  const onInterrupt = (): void => {
    isMet = true;
    wake();
  };
  process.once('SIGINT', onInterrupt);
  const forget = onOutputGone(onInterrupt);
  return {
    isMet: () => isMet,
    orAfter: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, isMet ? 0 : ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    forget: () => {
      process.off('SIGINT', onInterrupt);
      forget();
    },
  };
}

const failedText = ({ id, errorClass, errorMessage }: FailedJob): string =>
  printable(
    `${formatJobId(id)}  ${errorClass ?? 'failed'}${errorMessage === null ? '' : `: ${errorMessage}`}`,
  );

const progressJson = (runId: RunId, tally: RunTally, standing: RunStanding, pace: Pace | null) => ({
  run_id: runId,
  jobs: standing.cells,
  ready: standing.ready,
  failed: standing.failed,
  states: tally.states,
  waiting: tally.waiting.map(({ reason, jobs, until }) => ({ reason, jobs, until })),
  spent_micro_usd: tally.spentMicroUsd,
  per_second: pace === null ? null : Number(pace.perSecond.toPrecision(3)),
  seconds_left: pace === null ? null : Math.ceil(pace.leftMs / 1000),
});

async function tellEnd(
  context: CommandContext,
  queue: RunQueue,
  { runId, short }: AwaitedRun,
  tally: RunTally,
  standing: RunStanding,
): Promise<Result<number>> {
  const { output } = context;
  const jobs = output.flags.json
    ? await queue.jobs({ run: { runId }, latestOnly: true, limit: standing.cells })
    : ok([]);
  if (!jobs.ok) return jobs;
  const { atConceptGate, atReviewGate, failed, waiting } = standing;
  const { Approved: approved = 0, Rejected: rejected = 0 } = tally.states;
  const parts = [
    ...(atConceptGate > 0 ? [`${atConceptGate} at the concept gate`] : []),
    ...(atReviewGate > 0 ? [`${atReviewGate} at the review gate`] : []),
    ...(approved > 0 ? [`${approved} approved`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ];
  output.result({ run_id: runId, jobs: jobs.value.map(jobJson), spent_micro_usd: tally.spentMicroUsd }, [
    `${runId}: ${count(standing.cells, 'job')}, ${parts.join(', ')}`,
    ...tally.waiting.map((one) => `  waits for ${waitingText(one)}`),
  ]);
  if (failed > 0) output.note(`look: art jobs ${short} --state Failed`);
  if (atConceptGate > 0) output.note(`next: art review-concepts ${short}`);
  else if (atReviewGate > 0) output.note(`next: art review ${short}`);
  if (failed > 0) return ok(6);
  return ok(atConceptGate + atReviewGate + waiting > 0 ? 9 : 0);
}
