import { randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { failure } from '../../../domain/failure.ts';
import { fail, type Result } from '../../../domain/result.ts';
import { isAlive, pidScope, processStart } from './processes.ts';

interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly boot: string;
  readonly namespace: string;
}
type Mark = Holder | 'released' | 'torn';

const pollMs = 15;

/**
 * Runs `act` while no other process of this machine does, so that ten racers do not make ten clusters. It saves
 * work only: that a cluster appears once is the work of rename(), that it is served once of Postgres itself.
 *
 * Generations `lock.<n>`: the highest rules and is never deleted, a taker links a complete file as `lock.<n+1>`.
 * The usual "create exclusively, unlink when stale" lets A unlink the fresh file that B made after both saw the
 * same stale one; and a reader may meet a file that is still empty. Neither can happen here.
 */
export async function withStartLock<T>(
  folder: string,
  deadline: number,
  timeoutMs: number,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const highest = generations(folder).at(-1) ?? 0;
    const mark = highest === 0 ? 'released' : readMark(join(folder, `lock.${highest}`));
    if (mark === null) continue;
    if (isFree(mark)) {
      const mine = take(folder, highest + 1);
      if (mine !== null) {
        try {
          return await act();
        } finally {
          release(mine);
        }
      }
      continue;
    }
    if (Date.now() > deadline) {
      const why = `process ${(mark as Holder).pid} has been starting it`;
      return fail(failure('database-timeout', { doing: 'Starting the database', timeoutMs, why }));
    }
    await wait(pollMs);
  }
}

const generations = (folder: string): number[] =>
  readdirSync(folder)
    .map((name) => Number(/^lock\.([0-9]+)$/.exec(name)?.[1] ?? 0))
    .filter((generation) => generation > 0)
    .sort((a, b) => a - b);

/** `null` when the file went away: a later generation stands. */
function readMark(file: string): Mark | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const read = JSON.parse(text) as { released?: boolean } & Holder;
    return read.released === true ? 'released' : read;
  } catch {
    // Files appear whole, so only a crash of the machine leaves half of one; its holder is gone.
    return 'torn';
  }
}

function isFree(mark: Mark): boolean {
  if (mark === 'released' || mark === 'torn') return true;
  const scope = pidScope();
  if (mark.boot !== scope.boot) return true;
  // Another container's pids cannot be judged from here.
  return mark.namespace === scope.namespace && !isAlive(mark.pid, mark.start);
}

function take(folder: string, generation: number): string | null {
  const file = join(folder, `lock.${generation}`);
  const temporary = temporaryBeside(folder);
  const holder: Holder = { pid: process.pid, start: processStart(process.pid), ...pidScope() };
  writeFileSync(temporary, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
  const present = generations(folder);
  if (present.at(-1) !== generation) {
    // A slow taker may link a number that was overtaken meanwhile and cleared away.
    removeIfThere(file);
    return null;
  }
  for (const lower of present) if (lower < generation) removeIfThere(join(folder, `lock.${lower}`));
  return file;
}

function release(file: string): void {
  try {
    const temporary = temporaryBeside(join(file, '..'));
    writeFileSync(temporary, JSON.stringify({ released: true }), { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    // Someone deleted the whole folder while we worked; there is nothing left to release.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const temporaryBeside = (folder: string): string =>
  join(folder, `.tmp-${process.pid}-${randomBytes(4).toString('hex')}`);

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
