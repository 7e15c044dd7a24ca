import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseAddress } from '../connect.ts';
import type { Account } from './processes.ts';
import type { Place } from './place.ts';

/** The database in which everything of Artkiln lives. Advisory locks are per database, so ours are taken here. */
export const databaseName = 'art';

/** Every process that uses the server holds this advisory lock shared; whoever stops an idle one, exclusively. */
export const useLockKey = 7_203_401;

/** `super` makes the cluster and tests' databases; `owner` is for CLI and server; `worker` for worker processes. */
export type Login = 'owner' | 'worker' | 'super';

export const roleOf: Readonly<Record<Login, string>> = {
  owner: 'art_owner',
  worker: 'art_worker',
  super: 'art_super',
};

/** `c/cluster.json`: what was true when the cluster was made. */
export interface ClusterRecord {
  readonly v: 1;
  /** Equal to the nonce in `.art/db.json`, or the cluster belongs to a folder that is no more. */
  readonly nonce: string;
  /** Postgres' own identity of the cluster; a stranger's server on a reused port has another. */
  readonly sysid: string;
  /** Major version of PostgreSQL, the only one that can open the data. */
  readonly major: number;
}

export function readClusterRecord(place: Place): ClusterRecord | null {
  try {
    return JSON.parse(readFileSync(join(place.cluster, 'cluster.json'), 'utf8')) as ClusterRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export const passwordFile = (cluster: string, login: Login): string => join(cluster, `${login}.password`);

/** Where and as whom to connect. The password lies beside the cluster, in the same rename, so it always fits. */
export const addressOf = (place: Place, port: number, login: Login): DatabaseAddress => ({
  host: '127.0.0.1',
  port,
  user: roleOf[login],
  password: readFileSync(passwordFile(place.cluster, login), 'latin1').trim(),
  database: databaseName,
});

/** The account that the server of an existing cluster runs under. */
export function serverAccount(place: Place): Account {
  const { uid, gid } = statSync(place.data);
  return { uid, gid };
}

/** First 8 bytes of pg_control, little-endian: `pg_control_system().system_identifier`. */
export function systemIdentifier(data: string): string {
  const bytes = Buffer.alloc(8);
  const file = openSync(join(data, 'global', 'pg_control'), 'r');
  try {
    readSync(file, bytes, 0, 8, 0);
  } finally {
    closeSync(file);
  }
  return bytes.readBigUInt64LE().toString();
}

/** `postmaster.pid` as Postgres writes it while it starts, runs and stops. */
export interface PostmasterFile {
  readonly pid: number;
  /** Data folder as it was named at start; differs after the project was moved. */
  readonly folder: string;
  readonly startEpoch: number;
  readonly port: number;
  readonly status: 'starting' | 'ready' | 'stopping' | 'unknown';
  /** All lines up to the port are there; Postgres writes them in two steps. */
  readonly isWhole: boolean;
}

export function readPostmasterFile(data: string): PostmasterFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const status = (lines[7] ?? '').trim();
  return {
    // A standalone backend, as in the making of a cluster, writes its pid negated.
    pid: Math.abs(Number(lines[0] ?? 0)) || 0,
    folder: lines[1] ?? '',
    startEpoch: Number(lines[2] ?? 0),
    port: Number(lines[3] ?? 0),
    status: status === 'starting' || status === 'ready' || status === 'stopping' ? status : 'unknown',
    isWhole: lines.length >= 5,
  };
}

export const isSameStart = (a: PostmasterFile, b: PostmasterFile | null): boolean =>
  b !== null && a.pid === b.pid && a.startEpoch === b.startEpoch && a.isWhole === b.isWhole;

/** Folder of the binaries that serve the cluster, as Postgres itself noted it at start. */
export function servingBinFolder(data: string): string | null {
  try {
    const command = readFileSync(join(data, 'postmaster.opts'), 'utf8').split(' "', 1)[0] ?? '';
    return command.endsWith('/postgres') ? command.slice(0, -'/postgres'.length) : null;
  } catch {
    return null;
  }
}
