import { setTimeout as pause } from 'node:timers/promises';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { TakeLock } from '../../../ports/take-lock.ts';
import type { CommandContext } from '../context.ts';
import type { Prepared } from './prepare.ts';

/** Reading the records of a large project and queueing ten thousand jobs takes a few seconds. */
const patienceMs = 60_000;
const lookEveryMs = 50;

type Act<T> = (prepared: Prepared) => Promise<Result<T>>;

/**
 * Acts on a request whose children nobody else can take meanwhile. Children that are named are the person's own choice
 * and need no care. With `--more` one command at a time chooses and queues; those that come second choose anew, and say
 * so where it changes what was shown or agreed to. Whoever waits longer than `patience` ms is told `children-being-chosen`.
 */
export async function holdingChildren<T>(
  context: CommandContext,
  takeLock: TakeLock,
  prepared: Prepared,
  settleAgain: (prepared: Prepared) => Promise<Result<void>>,
  act: Act<T>,
  patience = patienceMs,
): Promise<Result<T>> {
  if (!prepared.isMore) return act(prepared);
  const release = await waitFor(takeLock, patience);
  if (!release.ok) return release;
  try {
    const outline = await prepared.outlineNow();
    if (!outline.ok) return outline;
    const now = { ...prepared, outline: outline.value };
    if (isSame(prepared, now)) return await act(prepared);
    context.output.note('Another run has taken some of these children meanwhile: these are the next ones.');
    // The number of jobs, which was agreed to, is the same; what is reused, and so the price, may not be.
    const agreed = await settleAgain({ ...now, isAgreed: true });
    return agreed.ok ? await act(now) : agreed;
  } finally {
    await release.value();
  }
}

const isSame = (a: Prepared, b: Prepared): boolean =>
  a.outline.cells.length === b.outline.cells.length &&
  a.outline.cells.every((cell, i) => cell.child_index === b.outline.cells[i]?.child_index);

async function waitFor(takeLock: TakeLock, patience: number): Promise<Result<() => Promise<void>>> {
  for (let waitedMs = 0; waitedMs <= patience; waitedMs += lookEveryMs) {
    const lock = await takeLock('children');
    if (!lock.ok) return lock;
    if (lock.value !== null) return ok(lock.value);
    await pause(lookEveryMs);
  }
  return fail(failure('children-being-chosen', {}));
}
