import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * How `art gc` and those who use the store at the same time lose nothing of each other.
 *
 * A worker finds a blob by the action cache, and only later writes the manifest that speaks of it. In between nothing
 * on the disk says that the blob is wanted. So:
 *
 * 1. A user leaves a marker in `users/` before it looks for its first blob, and takes it away after its last manifest
 *    is published.
 * 2. gc never deletes in place. It moves a blob that nothing holds to `swept/<pass>/`, and only then lists `users/`:
 *    that list is written down with the pass.
 * 3. Who misses a blob looks into `swept/` and brings it back. So a user that is not on the list, and began after the
 *    move, sees every blob; and one that is on the list brings back what it misses, for nothing is deleted before 4.
 * 4. Bytes of a pass are deleted when no user of its list is left, and after the roots were gathered once more: what
 *    those users came to rely on stands in a manifest by now, is a root, and is brought back. What nobody speaks of
 *    then can be wanted only by a user that began after the move; such a user either brings it back before the deletion
 *    (link to the final name, so the bytes stay) or finds it missing, as if it had never been: it relied on nothing yet.
 *
 * No clock takes part but for markers of other machines, which are believed for a day. A marker of this machine whose
 * process is gone counts for nothing.
 */
const usersFolder = (store: string): string => join(store, 'users');
export const sweptFolder = (store: string): string => join(store, 'swept');

/** No stage of a job takes longer; a marker of another machine that is older was left by a process that died. */
const believedMs = 24 * 3_600_000;

/** How often a blob is looked for that others move about at the same time. */
export const mostTries = 50;

const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

/** A name that says which process it is of. */
export const ownName = (): string => `${thisHost}-${process.pid}-${randomBytes(6).toString('hex')}`;

/** Leaves a marker; gives what takes it away. */
export async function enterStore(store: string): Promise<() => Promise<void>> {
  const path = join(usersFolder(store), ownName());
  try {
    await writeFile(path, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(usersFolder(store), { recursive: true });
    await writeFile(path, '', { flag: 'wx' });
  }
  return () => unlink(path).catch(() => undefined);
}

/** The markers of those who may be at work. What a dead process of this machine left is removed. */
export async function usersOf(store: string): Promise<readonly string[]> {
  const names = await readdir(usersFolder(store)).catch(() => []);
  const alive: string[] = [];
  for (const name of names) {
    const path = join(usersFolder(store), name);
    if (await isAtWork(path, name)) alive.push(name);
    else await unlink(path).catch(() => undefined);
  }
  return alive.sort();
}

/** Whether the process that named a file so lives, as far as this machine can know. */
export async function isAtWork(path: string, name: string): Promise<boolean> {
  const [, host, pid] = /^([0-9a-f]{12})-([0-9]{1,10})-[0-9a-f]{12}$/.exec(name) ?? [];
  if (host === thisHost && pid !== undefined) return isAlive(Number(pid));
  const seen = await stat(path).catch(() => null);
  return seen !== null && Date.now() - seen.mtimeMs < believedMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Brings a blob that gc moved aside back to its name; false when there is none. */
export async function takeBackSwept(store: string, digest: string, path: string): Promise<boolean> {
  let before: string | null = null;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const passes = await readdir(sweptFolder(store)).catch(() => []);
    for (const pass of passes) if (await linkBack(join(sweptFolder(store), pass, digest), path)) return true;
    // Another may have brought it back while we looked.
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
    // Brought back by another, and moved aside once more: then there is a pass that we have not seen.
    const now = passes.sort().join(' ');
    if (now === before) return false;
    before = now;
  }
  return false;
}

async function linkBack(swept: string, path: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // Never a rename over the final name: whoever put the same bytes there meanwhile is as right as we are.
    await link(swept, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await unlink(swept).catch(() => undefined);
  return true;
}
