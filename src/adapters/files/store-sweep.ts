import { lstat, mkdir, open, readFile, readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isDigest, type Digest } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parseActionResult } from '../../domain/run/parse-stage-manifest.ts';
import type { Leftover, StoredAction, StoredBlob, StoreSweep, SweptPass } from '../../ports/store-sweep.ts';
import { checkedPath, isMissing } from './checked-path.ts';
import { fileFailure, temporaryPrefix } from './durable.ts';
import { isAtWork, ownName, sweptFolder, takeBackSwept, usersOf } from './store-users.ts';

/** Who used the store when a pass was made, one marker a line. */
const usersName = 'USERS';

/** Folders of a project in which half-written files of ours may lie. `.art/pg` is PostgreSQL's. */
const places = ['runs', 'content', 'art_pool', 'imports', 'dist', 'sheets'] as const;
const ownPlaces = ['pending', 'drafts', 'env', 'store', 'tmp'] as const;

const namesIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  });

/** The store of the project at `root`, a real path. */
export function storeSweep(root: string, now: () => number = Date.now): StoreSweep {
  const store = join(root, '.art', 'store');
  const cas = join(store, 'cas', 'sha256');
  const pathOf = (digest: Digest): string => join(cas, digest.slice(0, 2), digest);

  /** Whatever was gone when its turn came is left out: others work here, too. */
  async function guarded<T>(path: string, act: () => Promise<T>): Promise<Result<T>> {
    try {
      return ok(await act());
    } catch (error) {
      return fail(fileFailure(path, error));
    }
  }

  async function readPass(name: string): Promise<SweptPass | null> {
    const folder = join(sweptFolder(store), name);
    const noted = await readFile(join(folder, usersName), 'utf8').catch(() => null);
    // Another gc is moving blobs there, and makes its list when it has moved the last of them.
    if (noted === null && (await isAtWork(folder, name))) return null;
    const blobs: { digest: Digest; size: number }[] = [];
    for (const digest of (await namesIn(folder)).filter(isDigest)) {
      const seen = await stat(join(folder, digest)).catch(() => null);
      if (seen !== null) blobs.push({ digest, size: seen.size });
    }
    // Stopped between its move and its list: a list that is made later names all that were there then and still are.
    const users = noted === null ? await noteUsers(folder) : noted.split('\n').filter((one) => one !== '');
    const here = new Set(await usersOf(store));
    return { name, blobs, usersLeft: users.filter((one) => here.has(one)).length };
  }

  async function noteUsers(folder: string): Promise<readonly string[]> {
    const users = await usersOf(store);
    const handle = await open(join(folder, `${temporaryPrefix}${usersName}`), 'w');
    await handle.writeFile(users.map((one) => `${one}\n`).join(''));
    await handle.close();
    await rename(join(folder, `${temporaryPrefix}${usersName}`), join(folder, usersName));
    return users;
  }

  return {
    blobs: () =>
      guarded(cas, async () => {
        const found: StoredBlob[] = [];
        for (const part of await namesIn(cas)) {
          for (const digest of (await namesIn(join(cas, part))).filter(isDigest)) {
            const seen = await stat(join(cas, part, digest)).catch(() => null);
            // The change time, which nobody can set back.
            if (seen !== null) found.push({ digest, size: seen.size, ageMs: now() - seen.ctimeMs });
          }
        }
        return found;
      }),
    actions: () =>
      guarded(store, async () => {
        const found: StoredAction[] = [];
        const folder = join(store, 'actions');
        for (const part of await namesIn(folder)) {
          for (const fingerprint of await namesIn(join(folder, part))) {
            for (const name of await namesIn(join(folder, part, fingerprint))) {
              if (!name.endsWith('.json') || name.startsWith(temporaryPrefix)) continue;
              const path = join('actions', part, fingerprint, name);
              const seen = await stat(join(store, path)).catch(() => null);
              const text = await readFile(join(store, path), 'utf8').catch(() => null);
              if (seen === null || text === null) continue;
              const result = parseActionResult(text, fingerprint);
              found.push({ path, result, size: seen.size, ageMs: now() - seen.ctimeMs });
            }
          }
        }
        return found;
      }),
    removeAction: (path) =>
      guarded(path, async () => {
        const whole = join(store, path);
        await unlink(whole).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
        // Its folder too, once it is empty.
        await rmdir(join(whole, '..')).catch(() => undefined);
      }),
    setAside: (digests) =>
      guarded(store, async () => {
        if (digests.length === 0) return;
        const folder = join(sweptFolder(store), ownName());
        await mkdir(folder, { recursive: true });
        for (const digest of digests) {
          await rename(pathOf(digest), join(folder, digest)).catch((error: unknown) => {
            if (!isMissing(error)) throw error;
          });
        }
        await noteUsers(folder);
      }),
    passes: () =>
      guarded(store, async () => {
        const passes: SweptPass[] = [];
        for (const name of await namesIn(sweptFolder(store))) {
          const pass = await readPass(name);
          if (pass !== null) passes.push(pass);
        }
        return passes;
      }),
    bringBack: (digest) =>
      guarded(store, async () => {
        await takeBackSwept(store, digest, pathOf(digest));
      }),
    remove: (pass, digest) =>
      guarded(store, async () => {
        try {
          await unlink(join(sweptFolder(store), pass, digest));
          return true;
        } catch (error) {
          if (isMissing(error)) return false;
          throw error;
        }
      }),
    endPass: (pass) =>
      guarded(store, async () => {
        const folder = join(sweptFolder(store), pass);
        if ((await namesIn(folder)).some(isDigest)) return;
        await unlink(join(folder, usersName)).catch(() => undefined);
        await rmdir(folder).catch(() => undefined);
      }),
    leftovers: () =>
      guarded(root, async () => {
        const found: Leftover[] = [];
        const take = async (path: string): Promise<void> => {
          const { size, changedMs } = await weigh(join(root, path));
          found.push({ path, size, ageMs: now() - changedMs });
        };
        const walk = async (folder: string): Promise<void> => {
          const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
          for (const entry of entries) {
            const path = `${folder}/${entry.name}`;
            if (entry.name.startsWith(temporaryPrefix)) await take(path);
            // A link is never followed: what it leads to is not ours.
            else if (entry.isDirectory()) await walk(path);
          }
        };
        for (const place of places) await walk(place);
        for (const place of ownPlaces) await walk(`.art/${place}`);
        // What every process of ours writes under a lease, and blobs that were found damaged and set aside.
        for (const folder of ['.art/tmp', '.art/store/corrupt'])
          for (const name of await namesIn(join(root, folder)))
            if (!name.startsWith(temporaryPrefix)) await take(`${folder}/${name}`);
        return found.sort((a, b) => (a.path < b.path ? -1 : 1));
      }),
    removeLeftover: async (path) => {
      const place = await checkedPath(root, path);
      if (!place.ok) return place;
      return guarded(path, () => rm(place.value, { recursive: true, force: true }));
    },
    ageOf: async (path) => {
      const place = await checkedPath(root, path);
      if (!place.ok) return place;
      const seen = await stat(place.value).catch(() => null);
      return ok(seen === null ? null : now() - seen.mtimeMs);
    },
  };
}

/** Bytes of a file, or of all below a folder, and when anything of it last changed. */
async function weigh(path: string): Promise<{ readonly size: number; readonly changedMs: number }> {
  const seen = await lstat(path).catch(() => null);
  if (seen === null) return { size: 0, changedMs: Date.now() };
  let size = seen.isDirectory() ? 0 : seen.size;
  let changedMs = Math.max(seen.mtimeMs, seen.ctimeMs);
  if (seen.isDirectory()) {
    for (const name of await readdir(path).catch(() => [])) {
      const inner = await weigh(join(path, name));
      size += inner.size;
      changedMs = Math.max(changedMs, inner.changedMs);
    }
  }
  return { size, changedMs };
}
