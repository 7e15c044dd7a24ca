import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import { fileLog } from './adapters/log/file-log.ts';
import { startWorker, defaultWorkSettings, type RunningWorker } from './app/work.ts';
import { composeWorkerQueue, type DatabasePlace } from './compose-database.ts';
import type { Project } from './compose.ts';
import { base32 } from './domain/base32.ts';
import { fail, ok, type Result } from './domain/result.ts';
import type { Log } from './ports/log.ts';
import { version } from './version.ts';

/**
 * Jobs at once for each turn. The procedural backend computes in this very thread, so one at a time; `local` is
 * mostly the disk's work.
 */
const slots: ReadonlyMap<string, number> = new Map([
  ['local', 2],
  ['procedural', 1],
]);

/**
 * A server of our own is back within seconds after a crash. One that was stopped comes back on another port, which a
 * worker that holds the old address can never find.
 */
const giveUpOwnAfterMs = 10_000;

/** Starts a worker in this process, under the worker's own login. `tell` hears what the log hears. */
export async function composeWorker(
  place: DatabasePlace,
  project: Project,
  tell: (level: 'info' | 'warn' | 'error', event: string, fields: Parameters<Log['info']>[1]) => void,
): Promise<Result<RunningWorker>> {
  const opened = await composeWorkerQueue(place, project, 'art worker');
  if (!opened.ok) return opened;
  const workerId = `${hostname().slice(0, 40)}-${process.pid}-${base32(project.random(6), 6)}`;
  const file = fileLog(project.files.root, { worker: workerId, pid: process.pid });
  const both =
    (level: 'info' | 'warn' | 'error'): Log['info'] =>
    (event, fields) => {
      file[level](event, fields);
      tell(level, event, fields);
    };
  const started = await startWorker(
    {
      ...project,
      queue: opened.value.queue,
      log: { info: both('info'), warn: both('warn'), error: both('error') },
      jitterMs: (boundMs) => randomInt(0, boundMs + 1),
    },
    {
      ...defaultWorkSettings,
      giveUpAfterMs: place.isOwn ? giveUpOwnAfterMs : null,
      worker: { workerId, host: hostname(), pid: process.pid, version },
      slots,
    },
  );
  if (!started.ok) {
    await opened.value.close();
    return fail(started.failure);
  }
  const done = started.value.done.finally(() => opened.value.close());
  return ok({
    done,
    isIdle: () => started.value.isIdle(),
    stop: async () => {
      await started.value.stop();
      await done;
    },
  });
}
