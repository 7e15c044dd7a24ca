import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  readdirSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Digest } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Survey, SurveyedFile } from '../../ports/survey.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, temporaryPrefix } from './durable.ts';
import { hashInThreads } from './hash-threads.ts';

/** Most files are read in one go; larger ones in pieces of this, which is still in the processor's cache when hashed. */
const pieceBytes = 1 << 17;
/** Files from this size go to the threads, where they are so many that it pays. */
const largeBytes = 1 << 16;
const threadsFromBytes = 32 << 20;
/** No record of ours comes near it. */
const mostContent = 16 << 20;
/** How long other work of the process may be kept waiting, in ms: a lease is renewed in between. */
const turnMs = 30;

/**
 * Reads synchronously: for small files an asynchronous open, read and close cost several times the hashing itself.
 */
export function survey(project: string): Survey {
  const root = realpathSync(project);
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);

  function look(path: string, depth: 'stat' | 'bytes', keeps: boolean): SurveyedFile | null {
    let handle: number;
    try {
      handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    } catch {
      return null;
    }
    try {
      const stat = fstatSync(handle);
      if (!stat.isFile()) return null;
      if (depth === 'stat' && !keeps) return { size: stat.size, bytes: null, content: null };
      const isKept = keeps && stat.size <= mostContent;
      const first = readSync(handle, buffer, 0, pieceBytes, null);
      if (first < pieceBytes) {
        const piece = buffer.subarray(0, first);
        const bytes = hash('sha256', piece) as Digest;
        return { size: first, bytes, content: isKept ? new Uint8Array(piece) : null };
      }
      const hashing = createHash('sha256');
      const kept: Uint8Array[] = [];
      let size = 0;
      for (let read = first; read > 0; read = readSync(handle, buffer, 0, pieceBytes, null)) {
        const piece = buffer.subarray(0, read);
        hashing.update(piece);
        if (isKept) kept.push(new Uint8Array(piece));
        size += read;
      }
      return { size, bytes: hashing.digest('hex') as Digest, content: isKept ? Buffer.concat(kept) : null };
    } catch {
      return null;
    } finally {
      closeSync(handle);
    }
  }

  /** What is worth a thread; nothing where all of it together is not. */
  function largeOf(
    folder: string,
    names: readonly string[],
    keeps: (path: string) => boolean,
  ): ReadonlySet<string> {
    let total = 0;
    const large = new Set<string>();
    for (const name of names) {
      const size = keeps(name) ? 0 : (lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
      if (size < largeBytes) continue;
      large.add(name);
      total += size;
    }
    return total < threadsFromBytes ? new Set() : large;
  }

  async function hashLarge(folder: string, names: ReadonlySet<string>) {
    if (names.size === 0) return [];
    const paths = [...names].map((name) => join(folder, name));
    // Where no thread may be started it only takes longer.
    const hashed = await hashInThreads(paths).catch(() => null);
    if (hashed === null)
      return [...names].map((name) => [name, look(join(folder, name), 'bytes', false)] as const);
    return [...hashed].map(([path, file]) => [path.slice(folder.length + 1), file] as const);
  }

  function walk(absolute: string, prefix: string, found: Map<string, boolean>): void {
    let entries;
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    for (const entry of entries) {
      if (entry.name.startsWith(temporaryPrefix)) continue;
      const path = prefix + entry.name;
      if (entry.isDirectory()) walk(join(absolute, entry.name), `${path}/`, found);
      else found.set(path, entry.isFile());
    }
  }

  return {
    async below(folder, depth, keeps = () => false) {
      const place = await checkedPath(root, folder);
      if (!place.ok) return place;
      const names = new Map<string, boolean>();
      try {
        walk(place.value, '', names);
      } catch (error) {
        return fail(fileFailure(folder, error));
      }
      const found = new Map<string, SurveyedFile | null>();
      const sorted = [...names.keys()].sort();
      const large = depth === 'bytes' ? largeOf(place.value, sorted, keeps) : new Set<string>();
      const hashing = hashLarge(place.value, large);
      let since = performance.now();
      for (const name of sorted) {
        const isPlain = names.get(name) === true;
        // In its place of the order; the threads fill it in.
        const isLeft = !isPlain || large.has(name);
        found.set(name, isLeft ? null : look(join(place.value, name), depth, keeps(name)));
        if (performance.now() - since < turnMs) continue;
        await turn();
        since = performance.now();
      }
      for (const [name, file] of await hashing)
        found.set(name, file === null ? null : { size: file.size, bytes: file.bytes, content: null });
      return ok(found);
    },
  };
}
