import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fileFailure, replaceFile } from '../../files/durable.ts';

/** Where root keeps clusters. Not under /tmp: cleaners take files there that nobody read for some days. */
export const systemFolder = '/var/lib/art';

/** Where the cluster of one project lives. Every path is absolute. */
export interface Place {
  readonly projectRoot: string;
  /** `home/c` is the cluster; beside it lie locks and the server's log. */
  readonly home: string;
  readonly cluster: string;
  readonly data: string;
  readonly logFile: string;
  readonly locks: string;
  /** `.art/db.json`, which ties the project's machine-local folder to its cluster. */
  readonly binding: string;
  /** We are root, and the server runs as someone else. */
  readonly isRoot: boolean;
}

/**
 * Finds the place; makes nothing. A project that is gone still has one, so that its server can be stopped.
 * Fails with `database-of-another-user` where the project's cluster is not ours to run.
 */
export function clusterPlace(projectRoot: string): Result<Place> {
  const isRoot = process.getuid?.() === 0;
  const root = realPath(projectRoot);
  const inProject = join(root, '.art', 'pg');
  const owned = ownedByAnother(join(root, '.art', 'db.json')) ?? ownedByAnother(inProject);
  if (owned !== null) return fail(failure('database-of-another-user', owned));
  const home = isRoot ? join(systemFolder, hashOf(root)) : inProject;
  const cluster = join(home, 'c');
  return ok({
    projectRoot: root,
    home,
    cluster,
    data: join(cluster, 'data'),
    logFile: join(home, 'server.log'),
    locks: join(home, 'locks'),
    binding: join(root, '.art', 'db.json'),
    isRoot,
  });
}

const hashOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 32);

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const statOf = (path: string): Stats | null => {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
};

function ownedByAnother(path: string): { path: string; uid: number } | null {
  const uid = statOf(path)?.uid;
  return uid === undefined || uid === process.getuid?.() ? null : { path, uid };
}

// A umask of 077 would take away what the mode gives.
function makeFolder(folder: string, mode: number): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, mode);
}

/** Makes the home. Root's must be under root's control all the way, since a server's files hang on it. */
export function makeHome(place: Place): Result<void> {
  try {
    // A server under another uid needs x on every parent of its data; it needs no list of what is there.
    if (place.isRoot) makeFolder(systemFolder, 0o755);
    makeFolder(place.home, place.isRoot ? 0o711 : 0o700);
  } catch (error) {
    const told = fileFailure(place.home, error);
    if (told.kind !== 'file-unusable') return fail(told);
    return fail(
      failure('database-home-unusable', { path: told.path, why: told.why, isRoot: place.isRoot }, error),
    );
  }
  if (!place.isRoot) return ok(undefined);
  const checked = requireRootsOwn(place.home);
  if (!checked.ok) return checked;
  // The folder's name is a hash; this tells an administrator what may be deleted with it.
  writeFileSync(join(place.home, 'project'), `${place.projectRoot}\n`, { mode: 0o600 });
  return ok(undefined);
}

/** A folder that nobody but root can change, all the way up; what is not there yet is passed over. */
function requireRootsOwn(home: string): Result<void> {
  for (let folder = home; folder !== '/'; folder = dirname(folder)) {
    const stat = statOf(folder);
    if (stat === null) continue;
    const why = !stat.isDirectory()
      ? 'it is not a folder'
      : stat.uid !== 0
        ? 'it does not belong to root'
        : (stat.mode & 0o022) !== 0
          ? 'others than root may write in it'
          : null;
    if (why !== null) return fail(failure('database-home-unusable', { path: folder, why, isRoot: true }));
  }
  return ok(undefined);
}

/** Whether the home could be made or used; makes nothing. */
export function checkHome(place: Place): Result<void> {
  if (place.isRoot) return requireRootsOwn(place.home);
  let folder = place.home;
  while (statOf(folder) === null && folder !== '/') folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (error) {
    const told = fileFailure(folder, error);
    const why = told.kind === 'file-unusable' ? told.why : told.kind;
    return fail(failure('database-home-unusable', { path: folder, why, isRoot: false }, error));
  }
}

/** The nonce in `.art/db.json`, `null` where there is none that can be read. */
export function boundNonce(place: Place): string | null {
  try {
    const { nonce } = JSON.parse(readFileSync(place.binding, 'utf8')) as { nonce?: unknown };
    return typeof nonce === 'string' && nonce !== '' ? nonce : null;
  } catch {
    return null;
  }
}

/** The nonce that a new cluster takes: the one of `.art/`, which gets one durably if it has none. */
export async function bindNonce(place: Place): Promise<Result<string>> {
  const bound = boundNonce(place);
  if (bound !== null) return ok(bound);
  const nonce = randomBytes(16).toString('hex');
  const text = `${JSON.stringify({ v: 1, nonce, home: place.home })}\n`;
  const written = await replaceFile(place.binding, text, 0o600);
  return written.ok ? ok(nonce) : written;
}
