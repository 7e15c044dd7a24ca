import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFile as readFrom, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure, type Failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Prefix of files that are being written; listings leave them out and a crash may leave one behind. */
export const temporaryPrefix = '.tmp-';

/** Turns an exception of the file system into a failure. */
export function fileFailure(path: string, error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { path }, error);
  return failure('file-unusable', { path, why: reasons[code] ?? code }, error);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  EFTYPE: 'it is not a plain file',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'too many links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ENOENT: 'there is no such file',
};

/**
 * Makes a folder and those above it; one that is there is a success. Not `mkdir` with `recursive`: where a folder is
 * there and none can be made in it (/proc, a removed one), Node's goes round for ever.
 */
export async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder);
    return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    // Of a root that is not writable: EROFS, EISDIR. What is missing above comes first, once.
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
  }
  await makeFolders(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}

/**
 * The bytes of a plain file. What a stranger packed may also hold a FIFO, which an ordinary open() waits on for ever, or
 * a device; such a thing fails with `EFTYPE`.
 */
export async function readPlainFile(path: string): Promise<Buffer> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (stat.isFile()) return stat.size <= smallFile ? readFileSync(file) : await readOpen(file);
    throw Object.assign(new Error('not a plain file'), {
      code: stat.isDirectory() ? 'EISDIR' : 'EFTYPE',
      path,
    });
  } finally {
    closeSync(file);
  }
}

/**
 * In bytes. What is smaller is read at once: a plan reads hundreds of small files, and to hand each of the four calls to
 * a thread takes five times as long as the calls.
 */
const smallFile = 1 << 20;

const readOpen = promisify<number, Buffer>((file, done) => readFrom(file, done));

/** Flushes a folder's entries, so that a name that was just made survives a power loss. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** How often a folder is made again that `art gc` found empty, and removed, before the first file was in it. */
const mostFolders = 10;

/** Writes a temporary file beside `path`, whose folder may not be there yet. The caller publishes or removes it. */
async function writeBeside(path: string, bytes: Uint8Array | string, mode: number): Promise<string> {
  for (let left = mostFolders; ; left -= 1) {
    try {
      await makeFolders(dirname(path));
      return await writeTemporary(path, bytes, mode);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error;
    }
  }
}

/** Writes a temporary file beside `path` and flushes it. */
async function writeTemporary(path: string, bytes: Uint8Array | string, mode: number): Promise<string> {
  const temporary = join(
    dirname(path),
    `${temporaryPrefix}${basename(path).slice(0, 60)}-${randomBytes(6).toString('hex')}`,
  );
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return temporary;
}

/**
 * Publishes bytes at a name that is never overwritten: temporary file, fsync, link, fsync of the folder.
 * rename() would silently replace a read-only file; link() says EEXIST.
 */
export async function publishFile(
  path: string,
  bytes: Uint8Array | string,
  mode = 0o644,
): Promise<Result<void>> {
  let temporary: string | null = null;
  try {
    temporary = await writeBeside(path, bytes, mode);
    await link(temporary, path);
    await unlink(temporary);
    temporary = null;
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return fail(fileFailure(path, error));
    const there = await readFile(path).catch(() => null);
    const wanted = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    return there !== null && there.equals(wanted) ? ok(undefined) : fail(failure('file-differs', { path }));
  } finally {
    if (temporary !== null) await unlink(temporary).catch(() => undefined);
  }
}

/** Replaces a file in one step: readers see the old or the new bytes, never half of either. */
export async function replaceFile(
  path: string,
  bytes: Uint8Array | string,
  mode = 0o644,
): Promise<Result<void>> {
  let temporary: string | null = null;
  try {
    temporary = await writeBeside(path, bytes, mode);
    await rename(temporary, path);
    temporary = null;
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    return fail(fileFailure(path, error));
  } finally {
    if (temporary !== null) await unlink(temporary).catch(() => undefined);
  }
}
