import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { failure, type Failure } from '../../../domain/failure.ts';
import { serverEnvironment, type Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { serverAccount } from './records.ts';

/** A postmaster that was just started. It may still fail, for want of its port say. */
export interface Launch {
  /** Whether it has ended; it should not while it is being waited for. */
  hasExited(): boolean;
  /** Why it ended, from what it wrote to the log since it was started. */
  fault(): Failure;
}

const largestLogBytes = 8 * 1024 * 1024;

/**
 * Starts a postmaster that outlives us: own session, no terminal, cleaned environment. Not by `pg_ctl start`,
 * which looks in steps of 100 ms (109 ms for a warm start, against 43 ms).
 */
export async function launchServer(place: Place, binaries: Binaries): Promise<Launch> {
  const port = await freePort();
  const log = openLog(place.logFile);
  const words = [
    '-D',
    place.data,
    '-p',
    String(port),
    // Loopback TCP only: no limit on the length of the project's path, as a socket's name has (107 bytes).
    ...setting('listen_addresses', '127.0.0.1'),
    ...setting('unix_socket_directories', ''),
    ...setting('max_connections', '60'),
    // A burst of work must not take a gigabyte of a laptop's disk, which is the default.
    ...setting('max_wal_size', '256MB'),
    ...setting('timezone', 'UTC'),
    ...setting('log_timezone', 'UTC'),
    // With the SQLSTATE, so that no message text has to be understood.
    ...setting('log_line_prefix', '%m [%p] %e '),
  ];
  const child = spawn(join(binaries.binFolder, 'postgres'), words, {
    cwd: '/',
    detached: true,
    env: serverEnvironment(binaries.libraryPath),
    stdio: ['ignore', log.file, log.file],
    ...(place.isRoot ? serverAccount(place) : {}),
  });
  closeSync(log.file);
  let exited = false;
  let cause: unknown;
  child.on('error', (error) => {
    cause = error;
    exited = true;
  });
  child.on('exit', () => (exited = true));
  child.unref();
  return {
    hasExited: () => exited,
    fault: () => startFault(place, textFrom(place.logFile, log.size), cause),
  };
}

const setting = (name: string, value: string): readonly string[] => ['-c', `${name}=${value}`];

function startFault(place: Place, text: string, cause: unknown): Failure {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const grave = lines.filter((line) => /(FATAL|PANIC): /.test(line));
  if (grave.some((line) => line.includes('] 53100 '))) {
    return failure('disk-full', { path: place.data }, cause);
  }
  const unstarted = (cause as NodeJS.ErrnoException | undefined)?.code;
  const told = grave.length > 0 ? grave : unstarted === undefined ? lines : [unstarted];
  return failure(
    'database-start-failed',
    {
      what: 'Starting the database',
      logFile: place.logFile,
      // Without time, process and code, which say nothing to a person.
      lines: told.slice(-3).map((line) => line.replace(/^.*? [A-Z]+ \[[0-9]+\] [0-9A-Z]{5} /, '')),
    },
    cause,
  );
}

// Opened by us and inherited: the server's account needs no right to the file.
function openLog(path: string): { file: number; size: number } {
  try {
    if (statSync(path).size > largestLogBytes) renameSync(path, `${path}.1`);
  } catch {
    // There is none yet.
  }
  const file = openSync(path, 'a', 0o600);
  return { file, size: statSync(path).size };
}

function textFrom(path: string, offset: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(64 * 1024);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset)).toString('utf8');
  } finally {
    closeSync(file);
  }
}

/** A port that was free a moment ago. It may be taken before the server has it; the server is then tried again. */
const freePort = (): Promise<number> =>
  new Promise((settle, refuse) => {
    const probe = createServer();
    probe.on('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? settle(address.port) : refuse(new Error('no port')),
      );
    });
  });
