import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Digest } from '../../domain/ids.ts';

/** A plain file that a thread hashed; `null` for what is none, or cannot be read. */
export type HashedFile = { readonly size: number; readonly bytes: Digest } | null;

/**
 * The thread's program. As text, since the command line is one bundled file and the tests run from sources: neither has a
 * second file to start. 128 KiB pieces stay in the processor's cache between reading and hashing.
 */
const program = `
const { parentPort } = require('node:worker_threads');
const { closeSync, constants, fstatSync, openSync, readSync } = require('node:fs');
const { createHash } = require('node:crypto');
const buffer = Buffer.allocUnsafeSlow(1 << 17);
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
function look(path) {
  let handle;
  try {
    handle = openSync(path, flags);
    if (!fstatSync(handle).isFile()) return null;
    const hashing = createHash('sha256');
    let size = 0;
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
      hashing.update(buffer.subarray(0, read));
      size += read;
    }
    return { size, bytes: hashing.digest('hex') };
  } catch {
    return null;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
parentPort.on('message', (paths) => parentPort.postMessage(paths.map(look)));
`;

/** More than the disk and the memory can feed help nobody. */
const mostThreads = 4;
/** Files that a thread takes at a time. */
const batch = 8;

let threads: readonly Worker[] | null = null;

/** Started when they are first needed; they end with the process, which they never keep from ending. */
function allThreads(): readonly Worker[] {
  threads ??= Array.from({ length: Math.min(mostThreads, availableParallelism()) }, () => {
    const thread = new Worker(program, { eval: true });
    thread.unref();
    return thread;
  });
  return threads;
}

/** Hashes files side by side. Worth it from some tens of megabytes: a thread takes about 30 ms to start. */
export async function hashInThreads(paths: readonly string[]): Promise<ReadonlyMap<string, HashedFile>> {
  const hashed = new Map<string, HashedFile>();
  let next = 0;
  await Promise.all(
    allThreads().map(async (thread) => {
      while (next < paths.length) {
        const part = paths.slice(next, (next += batch));
        for (const [i, file] of (await ask(thread, part)).entries()) hashed.set(part[i] ?? '', file);
      }
    }),
  );
  return hashed;
}

function ask(thread: Worker, paths: readonly string[]): Promise<readonly HashedFile[]> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.unref();
    };
    const onMessage = (files: readonly HashedFile[]): void => {
      done();
      resolve(files);
    };
    const onError = (error: Error): void => {
      done();
      threads = null;
      reject(error);
    };
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.ref();
    // The rule knows windows of a browser, which have origins; a thread has none.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    thread.postMessage(paths);
  });
}
