import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { constants } from 'node:fs';
import { link, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { archiveLimits } from '../../../domain/archive/limits.ts';
import { failure } from '../../../domain/failure.ts';
import type { Digest } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { ArchiveMember, OpenArchive, RunArchives, WrittenArchive } from '../../../ports/run-archives.ts';
import { fileFailure, syncFolder, temporaryPrefix } from '../durable.ts';
import { ArchiveRefusal, digestOf, readEntries, readEntry } from './read-zip.ts';
import { centralHeader, endRecord, localHeader, type ZipEntry } from './zip-layout.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** What a file system without links says of one: exFAT on a stick, some shares. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Archives by paths that are absolute, or relative to where the command was typed. */
export const runArchives: RunArchives = {
  async write(path, folder, members, check) {
    const temporary = join(
      dirname(path),
      `${temporaryPrefix}${basename(path).slice(0, 60)}-${randomBytes(6).toString('hex')}`,
    );
    try {
      const written = await writeTo(temporary, folder, members, path);
      if (!written.ok) return written;
      const checked = await openAt(temporary, path, async (archive) => {
        const right = await check(archive);
        return right.ok ? ok({ digest: archive.digest, size: archive.size }) : right;
      });
      if (!checked.ok) return checked;
      return await publish(temporary, path, checked.value);
    } catch (error) {
      return fail(fileFailure(path, error));
    } finally {
      await unlink(temporary).catch(() => undefined);
    }
  },
  open: (path, use) => openAt(path, path, use),
};

async function writeTo(
  temporary: string,
  folder: string,
  members: readonly ArchiveMember[],
  path: string,
): Promise<Result<void>> {
  const tooMuch = (fault: 'too-many' | 'too-large', entry: string | null): Result<never> =>
    fail(failure('archive-refused', { archive: path, entry, fault, detail: null }));
  if (members.length > archiveLimits.entries) return tooMuch('too-many', null);
  const handle = await open(temporary, 'wx', 0o644);
  try {
    const entries: ZipEntry[] = [];
    let offset = 0;
    for (const member of members) {
      const bytes = await member.bytes();
      if (!bytes.ok) return bytes;
      const { length: size } = bytes.value;
      if (size > archiveLimits.fileBytes) return tooMuch('too-large', member.path);
      const entry: ZipEntry = { name: `${folder}/${member.path}`, size, crc: crc32(bytes.value), offset };
      const header = localHeader(entry);
      if (offset + header.length + size > archiveLimits.totalBytes) return tooMuch('too-large', null);
      await handle.writeFile(header);
      await handle.writeFile(bytes.value);
      offset += header.length + size;
      entries.push(entry);
    }
    const central = Buffer.concat(entries.map(centralHeader));
    await handle.writeFile(Buffer.concat([central, endRecord(entries.length, central.length, offset)]));
    await handle.sync();
    return ok(undefined);
  } finally {
    await handle.close();
  }
}

/** Gives a finished archive its name; never one that is taken. */
async function publish(
  temporary: string,
  path: string,
  { digest, size }: { readonly digest: Digest; readonly size: number },
): Promise<Result<WrittenArchive>> {
  try {
    await nameIt(temporary, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const there = await digestOfFile(path, size);
    if (there === digest) return ok({ digest, size, isNew: false });
    return fail(failure('file-exists', { path }));
  }
  await syncFolder(dirname(path));
  return ok({ digest, size, isNew: true });
}

async function nameIt(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!withoutLinks.has(codeOf(error))) throw error;
    // The name is taken first, exclusively, and what is then replaced is our own empty file.
    await (await open(path, 'wx')).close();
    await rename(temporary, path);
  }
}

/** The digest of a file of that size; `null` for any other, or none that can be read. */
async function digestOfFile(path: string, size: number): Promise<Digest | null> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    const seen = await handle.stat();
    return seen.isFile() && seen.size === size ? await digestOf(handle, size) : null;
  } finally {
    await handle.close();
  }
}

async function openAt<T>(
  file: string,
  shown: string,
  use: (archive: OpenArchive) => Promise<Result<T>>,
): Promise<Result<T>> {
  const refused = (error: unknown): Result<never> => {
    if (error instanceof ArchiveRefusal)
      return fail(failure('archive-refused', { archive: shown, ...error.found }));
    return fail(fileFailure(shown, error));
  };
  // Not waiting: what is named may be a FIFO that nobody writes to.
  const opened = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).then(ok, refused);
  if (!opened.ok) return opened;
  const handle = opened.value;
  try {
    const archive = await framed(handle, shown, refused).then(ok, refused);
    return archive.ok ? await use(archive.value) : archive;
  } finally {
    await handle.close();
  }
}

async function framed(
  handle: FileHandle,
  shown: string,
  refused: (error: unknown) => Result<never>,
): Promise<OpenArchive> {
  const seen = await handle.stat();
  if (!seen.isFile()) {
    const code = seen.isDirectory() ? 'EISDIR' : 'EFTYPE';
    throw Object.assign(new Error('not a plain file'), { code });
  }
  const { size } = seen;
  const entries = await readEntries(handle, size);
  const [first] = entries;
  if (first === undefined) throw new ArchiveRefusal('not-an-archive');
  const folder = first.name.split('/')[0] ?? '';
  const byPath = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (!entry.name.startsWith(`${folder}/`)) throw new ArchiveRefusal('unknown', entry.name);
    byPath.set(entry.name.slice(folder.length + 1), entry);
  }
  return {
    path: shown,
    digest: await digestOf(handle, size),
    size,
    folder,
    entries: [...byPath].map(([path, entry]) => ({ path, size: entry.size })),
    async read(path) {
      const entry = byPath.get(path);
      if (entry === undefined)
        return fail(
          failure('archive-refused', { archive: shown, entry: path, fault: 'missing', detail: null }),
        );
      try {
        return ok(await readEntry(handle, entry));
      } catch (error) {
        return refused(error);
      }
    },
  };
}
