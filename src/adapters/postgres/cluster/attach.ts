import { realpathSync, statSync } from 'node:fs';
import type { Client } from 'pg';
import type { Failure } from '../../../domain/failure.ts';
import { connectClient, databaseFailure, type DatabaseAddress } from '../connect.ts';
import { boundNonce, type Place } from './place.ts';
import { isLinux, workingFolder } from './processes.ts';
import {
  addressOf,
  isSameStart,
  readClusterRecord,
  readPostmasterFile,
  useLockKey,
  type ClusterRecord,
  type Login,
  type PostmasterFile,
} from './records.ts';

/** One connection to the running server that is known to be ours and to stay. */
export interface Attached {
  readonly kind: 'attached';
  /** Holds the use lock for as long as it is open. */
  readonly client: Client;
  readonly postmaster: PostmasterFile;
  readonly record: ClusterRecord;
}

export type AttachOutcome =
  | Attached
  | { readonly kind: 'no-cluster' }
  /** The cluster belongs to a `.art/` that is no more. */
  | { readonly kind: 'nonce-differs' }
  /** The server runs, but its folder was moved under it. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'not-ready'; readonly why: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

const notReady = (why: string): AttachOutcome => ({ kind: 'not-ready', why });

/**
 * Connects to the server if it runs: the whole of a warm start, one connection and one query, no lock file, no
 * process. `not-ready` may mean anything from "not running" to "stopping"; who wants to know more takes the lock.
 */
export async function tryAttach(
  place: Place,
  options: { readonly applicationName: string; readonly connectTimeoutMs: number },
): Promise<AttachOutcome> {
  const record = readClusterRecord(place);
  if (record === null) return { kind: 'no-cluster' };
  if (boundNonce(place) !== record.nonce) return { kind: 'nonce-differs' };
  const postmaster = readPostmasterFile(place.data);
  if (postmaster === null) return notReady('it does not run');
  if (postmaster.status !== 'ready') return notReady(`it is ${postmaster.status}`);
  const serving = servingOf(place.data, postmaster);
  if (serving === 'no') return notReady('its pid file is stale');
  if (serving === 'moved') return { kind: 'moved' };

  const address = addressOf(place, postmaster.port, 'owner');
  const connected = await connectClient(address, options);
  if (!connected.ok) {
    const told = connected.failure;
    // A server that is verified to be ours and refuses our password will go on refusing.
    if (told.kind === 'database-login-refused' && isStillReady(place, postmaster)) {
      return { kind: 'refused', failure: told };
    }
    return notReady(told.kind === 'database-unreachable' ? told.why : told.kind);
  }
  const client = connected.value;
  const held = await holdUseLock(client, address, record);
  // The stopper's backend dies first and so gives the lock to a waiter that is killed a moment later. Postgres
  // writes "stopping" before that; without this second look 2 of 374 attaches broke, with it 0 of 391.
  if (held === 'held' && isStillReady(place, postmaster)) {
    return { kind: 'attached', client, postmaster, record };
  }
  client.end().catch(() => undefined);
  return notReady(held === 'held' ? 'it is stopping' : held);
}

async function holdUseLock(client: Client, address: DatabaseAddress, record: ClusterRecord): Promise<string> {
  try {
    const { rows } = await client.query<{ sysid: string }>(
      `select s.system_identifier::text as sysid, pg_advisory_lock_shared(${useLockKey})
         from pg_control_system() s`,
    );
    return rows[0]?.sysid === record.sysid ? 'held' : 'another server has its port';
  } catch (error) {
    if (databaseFailure(address, error) === null) throw error;
    return 'it is stopping';
  }
}

const isStillReady = (place: Place, before: PostmasterFile): boolean => {
  const now = readPostmasterFile(place.data);
  return isSameStart(before, now) && now?.status === 'ready';
};

/**
 * Whether the process in the pid file serves this very folder. A project copied while its server ran holds a pid
 * file, a password and a system identifier that all fit the server of the original; only the working directory
 * tells them apart. Where it cannot be read, the folder that the file names has to be ours.
 *
 * `moved`: it serves the folder under a name that the folder no longer has. Postgres writes its control file by
 * that name, so such a server panics at its next checkpoint, or writes into whatever has the name by then.
 */
export function servingOf(data: string, postmaster: PostmasterFile): 'yes' | 'no' | 'moved' {
  const place = isLinux ? workingFolder(postmaster.pid) : 'unreadable';
  if (place === 'unreadable') return isSameFolder(postmaster.folder, data) ? 'yes' : 'no';
  if (place !== realpathSync(data)) return 'no';
  return isSameFolder(postmaster.folder, data) ? 'yes' : 'moved';
}

function isSameFolder(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.ino === b.ino && a.dev === b.dev;
  } catch {
    return false;
  }
}

/** Connects without holding the use lock, to look or to stop; no check but the password. */
export const connectAs = (place: Place, postmaster: PostmasterFile, login: Login, timeoutMs: number) =>
  connectClient(addressOf(place, postmaster.port, login), {
    applicationName: 'art db',
    connectTimeoutMs: timeoutMs,
  });
