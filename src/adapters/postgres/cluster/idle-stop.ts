import { spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterPlace } from './place.ts';
import { isAlive, processStart } from './processes.ts';

export interface IdleStopOptions {
  readonly projectRoot: string;
  /** How long after the last use, in ms; `never` leaves the server up until it is stopped by hand. */
  readonly idleMs: number | 'never';
  /** What stops it, absolute: `[node, '/.../art.js', 'db', 'stop', '--if-idle', '--project', root]`. */
  readonly argv: readonly string[];
  /** Whole environment of that command. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Pending {
  readonly pid: number;
  readonly start: string;
  readonly firesAt: number;
}

/**
 * To be called by a process that has just released the cluster and ends: leaves a timer behind that runs `argv`,
 * which stops the server if nobody uses it then. A shell's sleep costs 1 MB; a watcher in Node would cost 37.
 * One timer at a time. It counts from the first process that left it, so the server may stop while it is
 * younger than `idleMs`, at the price of a start (50 ms). Gives whether a timer was left.
 */
export function scheduleIdleStop(options: IdleStopOptions): boolean {
  const place = clusterPlace(options.projectRoot);
  if (options.idleMs === 'never' || !place.ok) return false;
  const file = join(place.value.home, 'idle.json');
  if (isPending(file)) return false;
  const seconds = Math.max(1, Math.ceil(options.idleMs / 1000));
  const timer = spawn(
    '/bin/sh',
    ['-c', 'sleep "$1"; shift; exec "$@"', 'art-idle', String(seconds), ...options.argv],
    { cwd: '/', detached: true, stdio: 'ignore', env: { PATH: '/usr/bin:/bin', ...options.env } },
  );
  timer.on('error', () => undefined);
  timer.unref();
  if (timer.pid === undefined) return false;
  const pending: Pending = {
    pid: timer.pid,
    start: processStart(timer.pid),
    firesAt: Date.now() + seconds * 1000,
  };
  try {
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(pending), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The home is gone, and so will be the server; the timer will find nothing to stop.
  }
  return true;
}

/**
 * Ends the timer of a server that was stopped by hand: it would have nothing to stop. The timer that fires becomes
 * the stopping command itself, so our own pid is left alone.
 */
export function endIdleTimer(home: string): void {
  const file = join(home, 'idle.json');
  try {
    const pending = JSON.parse(readFileSync(file, 'utf8')) as Pending;
    // The shell leads a process group of its own, with its sleep in it.
    if (pending.pid !== process.pid && isAlive(pending.pid, pending.start))
      process.kill(-pending.pid, 'SIGTERM');
  } catch {
    // No timer, or one that ends this very moment.
  }
  rmSync(file, { force: true });
}

/** A timer that is about to fire may find us still attached and leave the server up, so it does not count. */
function isPending(file: string): boolean {
  try {
    const pending = JSON.parse(readFileSync(file, 'utf8')) as Pending;
    return pending.firesAt - Date.now() > 1_000 && isAlive(pending.pid, pending.start);
  } catch {
    return false;
  }
}
