import { randomBytes } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fileFailure } from '../../files/durable.ts';
import { makeLinks, makeLinksApart, missingLinks, type EmbeddedPackage } from './embedded-package.ts';
import { isAlive } from './processes.ts';
import { makeHome, systemFolder, type Place } from './place.ts';

/** Where an embedded PostgreSQL can be run from. */
export interface ReadyRuntime {
  readonly binFolder: string;
  readonly libraryPath: string | null;
}

/**
 * Puts an embedded PostgreSQL in order for whoever will run the server. An ordinary user runs it where npm put
 * it. Root's server runs under another account, which can seldom enter the project: it gets a copy.
 */
export async function readyRuntime(place: Place, embedded: EmbeddedPackage): Promise<Result<ReadyRuntime>> {
  try {
    return ok(place.isRoot ? await copiedRuntime(embedded) : await runtimeInPlace(place, embedded));
  } catch (error) {
    return fail(fileFailure(place.isRoot ? systemFolder : embedded.folder, error));
  }
}

async function runtimeInPlace(place: Place, embedded: EmbeddedPackage): Promise<ReadyRuntime> {
  const binFolder = join(embedded.folder, 'native', 'bin');
  const missing = missingLinks(embedded);
  if (missing.length === 0) return { binFolder, libraryPath: null };
  try {
    makeLinks(embedded.folder, missing);
    return { binFolder, libraryPath: null };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
  }
  const made = makeHome(place);
  if (!made.ok) throw made.failure.cause ?? new Error(made.failure.kind);
  const apart = join(place.home, `libraries-${embedded.version}`);
  await mkdir(apart, { recursive: true, mode: 0o700 });
  makeLinksApart(apart, embedded);
  // Both: the libraries' own $ORIGIN is looked up through the link, and libssl would not be found beside it.
  return { binFolder, libraryPath: `${apart}:${join(embedded.folder, 'native', 'lib')}` };
}

/** One copy per version for all of root's projects, finished before it gets its name. */
async function copiedRuntime(embedded: EmbeddedPackage): Promise<ReadyRuntime> {
  const runtimes = join(systemFolder, 'runtime');
  const finished = join(runtimes, embedded.version);
  const ready: ReadyRuntime = { binFolder: join(finished, 'native', 'bin'), libraryPath: null };
  if (existsSync(ready.binFolder)) return ready;
  // A umask of 077 would take away what a mode in mkdir gives.
  for (const folder of [systemFolder, runtimes]) {
    if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755);
  }
  await removeLeftovers(runtimes);
  const temporary = join(runtimes, `.tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(temporary);
    await chmod(temporary, 0o755);
    await copyTree(join(embedded.folder, 'native'), join(temporary, 'native'));
    makeLinks(temporary, embedded.links);
    await rename(temporary, finished);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another project's process was first; its copy is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return ready;
}

/** Copies that a killed process left half-made; each names the process that made it. */
async function removeLeftovers(runtimes: string): Promise<void> {
  for (const name of await readdir(runtimes)) {
    const pid = /^\.tmp-([0-9]+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(runtimes, name), { recursive: true, force: true });
    }
  }
}

// Not fs.cp: it keeps the rights of the source, and a umask of 077 at install would lock the server out.
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      // For building against PostgreSQL, not for running it.
      if (entry.name !== 'pkgconfig') await copyTree(source, target);
    } else if (entry.isSymbolicLink()) {
      await symlink(await readlink(source), target);
    } else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, 0o755);
    }
  }
}
