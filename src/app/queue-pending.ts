import type { RunId } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { RunFolders } from '../ports/run-folders.ts';
import type { RunQueue } from '../ports/run-queue.ts';

/**
 * Queues the runs whose folder was made on this machine and whose rows were not: `generate` was killed in between.
 * Safe beside a `generate` that is at that very point: one of the two makes the rows, the other finds them.
 */
export async function queuePending(deps: {
  runs: RunFolders;
  queue: RunQueue;
}): Promise<Result<readonly RunId[]>> {
  const pending = await deps.runs.pending();
  if (!pending.ok) return pending;
  const queued: RunId[] = [];
  for (const run of pending.value) {
    const read = await deps.runs.read(run);
    // A folder that cannot be read is told by `art runs` as incomplete; it must not hold up every other command.
    if (!read.ok) continue;
    const inserted = await deps.queue.queueRun(read.value.record, read.value.digest);
    if (!inserted.ok && inserted.failure.kind.startsWith('run-record-')) continue;
    if (!inserted.ok) return inserted;
    if (inserted.value) queued.push(run);
    const cleared = await deps.runs.clearPending(run);
    if (!cleared.ok) return cleared;
  }
  return ok(queued);
}
