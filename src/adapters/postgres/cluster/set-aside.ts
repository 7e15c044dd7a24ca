import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { servingOf } from './attach.ts';
import type { Place } from './place.ts';
import { isAlive, isLinux, occupantOf, orphanOf } from './processes.ts';
import { isSameStart, readPostmasterFile, serverAccount } from './records.ts';

const pollMs = 10;
/** Older ones go: who deletes `.art/` daily must not fill the disk with what was deleted. */
const mostAside = 3;

/**
 * Stops the server of a cluster whose `.art/` is gone and moves the cluster out of the way, whole. Gives the
 * folder's new name. Only under the start lock.
 */
export async function setAside(place: Place, deadline: number, timeoutMs: number): Promise<Result<string>> {
  const stopped = await stopServer(place, deadline, timeoutMs);
  if (!stopped.ok) return stopped;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  let aside = `${place.cluster}.aside-${time}`;
  for (let next = 2; existsSync(aside); next += 1) aside = `${place.cluster}.aside-${time}-${next}`;
  await rename(place.cluster, aside);
  const all = readdirSync(place.home).filter((name) => name.startsWith('c.aside-'));
  for (const old of all.sort().slice(0, -mostAside)) {
    await rm(join(place.home, old), { recursive: true, force: true });
  }
  return ok(aside);
}

/**
 * Ends the server, clients and all, by SIGINT ("fast": open transactions roll back, 104 ms), and waits until no
 * process uses the data. Never SIGTERM: that waits for every client to leave and meanwhile refuses new ones.
 */
export async function stopServer(place: Place, deadline: number, timeoutMs: number): Promise<Result<void>> {
  const file = readPostmasterFile(place.data);
  const serving = file === null || !isAlive(file.pid) ? 'no' : servingOf(place.data, file);
  if (file !== null && serving !== 'no') {
    // A moved one must not write a last checkpoint by its old name; SIGQUIT leaves that to the next start.
    if (file.status !== 'stopping') signal(file.pid, serving === 'moved' ? 'SIGQUIT' : 'SIGINT');
    while (isSameStart(file, readPostmasterFile(place.data)) && isAlive(file.pid)) {
      if (Date.now() > deadline) return tooLate(file.pid, timeoutMs);
      await wait(pollMs);
    }
  }
  // The pid file goes a moment before the process; backends of a killed postmaster have none.
  while (isLinux && existsSync(place.data)) {
    const now = readPostmasterFile(place.data);
    // Somebody has started the next one already; it is not what was to be stopped.
    if (file !== null && now !== null && !isSameStart(file, now)) break;
    const occupant = occupantOf(realpathSync(place.data), serverAccount(place));
    if (occupant.kind === 'none') break;
    if (occupant.kind === 'unknown') {
      return fail(failure('database-unsure', { folder: place.data, pid: occupant.pid }));
    }
    if (Date.now() > deadline) return tooLate(occupant.pid, timeoutMs);
    await wait(pollMs);
  }
  return ok(undefined);
}

const tooLate = (pid: number, timeoutMs: number): Result<never> =>
  fail(
    failure('database-timeout', {
      doing: 'Stopping the database',
      timeoutMs,
      why: `process ${pid} is still there`,
    }),
  );

/**
 * Ends a server whose data folder was deleted under it: it would live on for up to a minute, and its port and
 * memory with it. SIGQUIT, since there is nothing left to write: a fast stop would fail on its checkpoint.
 */
export async function endOrphan(data: string): Promise<void> {
  const pid = orphanOf(data);
  if (pid === null) return;
  signal(pid, 'SIGQUIT');
  for (let waitedMs = 0; waitedMs < 5_000 && orphanOf(data) === pid; waitedMs += pollMs) await wait(pollMs);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
