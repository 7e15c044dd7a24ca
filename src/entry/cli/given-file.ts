import { createReadStream } from 'node:fs';
import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/**
 * Reads what a person named on the command line, up to `most` bytes: a file, a pipe of the shell (`<(...)`), or stdin
 * where `path` is null. Whatever is longer is refused unread, so that a device or a wrong file costs nothing.
 */
export async function readGiven(path: string | null, most: number): Promise<Result<Buffer>> {
  const shown = path === '' ? 'a file without a name' : (path ?? 'stdin');
  const unusable = (why: string, cause?: unknown) =>
    fail(failure('file-unusable', { path: shown, why }, cause));
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of path === null ? process.stdin : createReadStream(path)) {
      const bytes = Buffer.from(part as Uint8Array);
      parts.push(bytes);
      size += bytes.length;
      if (size > most) return unusable('it is too long');
    }
    return ok(Buffer.concat(parts));
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    return unusable(reasons[code] ?? code, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENAMETOOLONG: 'the name is too long',
};
