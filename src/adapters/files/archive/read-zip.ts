import { crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { found, type ArchiveFault, type FoundFault } from '../../../domain/archive/fault.ts';
import { archiveLimits } from '../../../domain/archive/limits.ts';
import { foldedName } from '../../../domain/archive/member.ts';
import { asDigest, type Digest } from '../../../domain/ids.ts';
import { isProjectPath } from '../../../domain/project-path.ts';
import {
  centralHeader,
  centralHeaderLength,
  centralSignature,
  endLength,
  endRecord,
  endSignature,
  localHeader,
  localHeaderLength,
  localSignature,
  type ZipEntry,
} from './zip-layout.ts';

/** What stops the reading of an archive; caught where the archive was opened. */
export class ArchiveRefusal extends Error {
  readonly found: FoundFault;
  constructor(fault: ArchiveFault, entry: string | null = null, detail: string | null = null) {
    super(fault);
    this.found = found(fault, entry, detail);
  }
}

/** Bytes at a place; a file that ends before is `truncated`. */
async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let have = 0;
  while (have < length) {
    const { bytesRead } = await handle.read(bytes, have, length - have, offset + have);
    if (bytesRead === 0) throw new ArchiveRefusal('truncated');
    have += bytesRead;
  }
  return bytes;
}

/** SHA-256 of the first `size` bytes, in pieces of 1 MiB. */
export async function digestOf(handle: FileHandle, size: number): Promise<Digest> {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, size - at), at);
    if (bytesRead === 0) throw new ArchiveRefusal('truncated');
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  return asDigest(hash.digest('hex'));
}

/**
 * The entries of an archive, after its whole frame was checked. Reads the directory and the local headers, no content.
 * Throws `ArchiveRefusal`.
 */
export async function readEntries(handle: FileHandle, size: number): Promise<readonly ZipEntry[]> {
  if (size > archiveLimits.totalBytes) throw new ArchiveRefusal('too-large');
  const start = size < 4 ? 0 : (await readAt(handle, 0, 4)).readUInt32LE(0);
  if (start !== localSignature && start !== endSignature) throw new ArchiveRefusal('not-an-archive');
  if (size < endLength) throw new ArchiveRefusal('truncated');
  const end = await readAt(handle, size - endLength, endLength);
  // Ours has no comment, so the record stands at the very end; anything else was cut off or added to.
  if (end.readUInt32LE(0) !== endSignature) throw new ArchiveRefusal('truncated');
  const count = end.readUInt16LE(10);
  const centralSize = end.readUInt32LE(12);
  const centralOffset = end.readUInt32LE(16);
  if (count > archiveLimits.entries) throw new ArchiveRefusal('too-many');
  if (centralOffset + centralSize + endLength !== size)
    throw new ArchiveRefusal(centralOffset + centralSize + endLength < size ? 'trailing-bytes' : 'truncated');
  if (!end.equals(endRecord(count, centralSize, centralOffset))) throw new ArchiveRefusal('not-canonical');
  if (centralSize > count * (centralHeaderLength + archiveLimits.nameBytes))
    throw new ArchiveRefusal('not-canonical');

  const entries = readCentral(await readAt(handle, centralOffset, centralSize), count);
  let next = 0;
  for (const entry of entries) {
    // Nothing before, between or behind the files: no room for what only another reader would see.
    if (entry.offset !== next) throw new ArchiveRefusal('not-canonical', entry.name);
    const expected = localHeader(entry);
    next += expected.length + entry.size;
    if (next > centralOffset) throw new ArchiveRefusal('truncated', entry.name);
    if (!(await readAt(handle, entry.offset, expected.length)).equals(expected))
      throw new ArchiveRefusal('not-canonical', entry.name);
  }
  if (next !== centralOffset) throw new ArchiveRefusal('trailing-bytes');
  return entries;
}

function readCentral(central: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  const seen = new Map<string, string>();
  let total = 0;
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (central.length - at < centralHeaderLength) throw new ArchiveRefusal('truncated');
    if (central.readUInt32LE(at) !== centralSignature) throw new ArchiveRefusal('not-canonical');
    const length = central.readUInt16LE(at + 28);
    if (central.length - at < centralHeaderLength + length) throw new ArchiveRefusal('truncated');
    const name = central.toString('utf8', at + centralHeaderLength, at + centralHeaderLength + length);
    checkName(name, length, seen);
    const entry: ZipEntry = {
      name,
      crc: central.readUInt32LE(at + 16),
      size: central.readUInt32LE(at + 24),
      offset: central.readUInt32LE(at + 42),
    };
    checkKind(central, at, entry);
    total += entry.size;
    if (entry.size > archiveLimits.fileBytes || total > archiveLimits.totalBytes)
      throw new ArchiveRefusal('too-large', name);
    // Our headers end with the name; where this one goes on, the comparison below tells.
    at += centralHeaderLength + length + central.readUInt16LE(at + 30) + central.readUInt16LE(at + 32);
    entries.push(entry);
  }
  if (at !== central.length) throw new ArchiveRefusal('trailing-bytes');
  // After the names of all: of two faults a person is told the one that says more.
  at = 0;
  for (const entry of entries) {
    const expected = centralHeader(entry);
    if (!central.subarray(at, at + expected.length).equals(expected))
      throw new ArchiveRefusal('not-canonical', entry.name);
    at += expected.length;
  }
  return entries;
}

/** Said of names before anything else, so that a person learns what such an archive is about. */
function checkName(name: string, length: number, seen: Map<string, string>): void {
  if (name.includes('\\')) throw new ArchiveRefusal('name-backslash', name);
  if (/^[/~]|^[a-z]:/i.test(name) || name.split('/').some((part) => part === '..' || part === '.'))
    throw new ArchiveRefusal('name-outside', name);
  if (length > archiveLimits.nameBytes || /\p{Cc}/u.test(name))
    throw new ArchiveRefusal('name-unusable', name);
  if (name.endsWith('/')) throw new ArchiveRefusal('not-plain', name);
  if (!isProjectPath(name)) throw new ArchiveRefusal('name-unusable', name);
  const folded = foldedName(name);
  const other = seen.get(folded);
  if (other !== undefined) throw new ArchiveRefusal(other === name ? 'name-twice' : 'name-clash', name);
  seen.set(folded, name);
}

/** The higher half of a Unix mode; zero is said by systems that have none. */
const plainKinds: ReadonlySet<number> = new Set([0o100000, 0]);

function checkKind(central: Buffer, at: number, { name, size }: ZipEntry): void {
  const flags = central.readUInt16LE(at + 8);
  // Encrypted, or with an encrypted directory.
  if ((flags & 0x2041) !== 0) throw new ArchiveRefusal('encrypted', name);
  const mode = central.readUInt32LE(at + 38) >>> 16;
  // A mark of DOS for folders stands in the lower half.
  if (!plainKinds.has(mode & 0o170000) || (central.readUInt32LE(at + 38) & 0x10) !== 0)
    throw new ArchiveRefusal('not-plain', name);
  if (central.readUInt16LE(at + 10) !== 0 || central.readUInt32LE(at + 20) !== size)
    throw new ArchiveRefusal('compressed', name);
}

/** The content of an entry, its checksum checked. Throws `ArchiveRefusal`. */
export async function readEntry(handle: FileHandle, entry: ZipEntry): Promise<Uint8Array> {
  const bytes = await readAt(handle, entry.offset + localHeaderLength + entry.name.length, entry.size);
  if (crc32(bytes) !== entry.crc) throw new ArchiveRefusal('digest-differs', entry.name);
  return bytes;
}
