import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Log } from '../../ports/log.ts';

/** Structured lines under `.art/logs/worker.log`, one file for all workers of this machine. */
export function fileLog(root: string, base: { readonly worker: string; readonly pid: number }): Log {
  const folder = join(root, '.art', 'logs');
  mkdirSync(folder, { recursive: true });
  // Synchronous: a worker that is killed leaves its last line behind.
  const logger = pino({ base }, pino.destination({ dest: join(folder, 'worker.log'), sync: true }));
  return {
    info: (event, fields) => logger.info({ event, ...fields }),
    warn: (event, fields) => logger.warn({ event, ...fields }),
    error: (event, fields) => logger.error({ event, ...fields }),
  };
}
