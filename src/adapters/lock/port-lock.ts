import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { failure } from '../../domain/failure.ts';
import { fail, ok } from '../../domain/result.ts';
import type { TakeLock } from '../../ports/take-lock.ts';

/**
 * Locks of one copy of a project on this machine: a listening loopback port, which the kernel frees at death however
 * the process ends. The listener says whose lock it is, so that a port that another program happens to have is told
 * from a lock that is held; then the next port of a fixed row is the lock.
 */
export const portLock =
  (root: string): TakeLock =>
  async (name) => {
    const identity = createHash('sha256').update(`artkiln-lock\0${name}\0${root}`).digest();
    const greeting = `artkiln-lock ${identity.toString('hex')}\n`;
    for (let turn = 0; turn < rowLength; turn += 1) {
      const port = firstPort + (identity.readUInt32BE(turn * 4) % portCount);
      const server = await listen(port, greeting);
      if (server !== null) return ok(() => close(server));
      if ((await greetingOf(port)) === greeting) return ok(null);
    }
    return fail(
      failure('machine-unfit', {
        what: noPort,
        next: 'End one of the programs that listen there and try again.',
      }),
    );
  };

const firstPort = 32_000;
const portCount = 700;
const rowLength = 6;
const noPort = `Six loopback ports from ${firstPort} to ${firstPort + portCount} are all taken by other programs.`;

function listen(port: number, greeting: string): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(greeting);
    });
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      // A lock must not keep a command open that has nothing else to do.
      server.unref();
      resolve(server);
    });
  });
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** What the listener on a port says first; empty when it says nothing within a second. */
function greetingOf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const done = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (heard.includes('\n') || heard.length > 200) done();
    });
    socket.on('end', done).on('error', done).on('timeout', done);
  });
}
