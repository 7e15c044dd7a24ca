import pg from 'pg';
import { failure, type Failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** Where a database is and who asks. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A database of our own by its address, or a foreign one by its URL, which may carry TLS and other settings. */
export type DatabaseTarget = DatabaseAddress | { readonly url: string };

export interface ConnectOptions {
  /** Shown to a person who asks who uses the database, so it names the command: `art worker`. */
  readonly applicationName: string;
  /** How long one connection may take to be made. Default 10,000 ms. */
  readonly connectTimeoutMs?: number;
}

export interface PoolOptions extends ConnectOptions {
  /** Most connections at once. Default 4: our own server takes 60 from all processes together. */
  readonly maxConnections?: number;
}

/** `host:port/database`, for messages: never a user or a password. */
export function placeOf(target: DatabaseTarget): string {
  if (!('url' in target)) return `${target.host}:${target.port}/${target.database}`;
  try {
    const url = new URL(target.url);
    const host = url.host !== '' ? url.host : (url.searchParams.get('host') ?? 'localhost');
    return `${host}${url.pathname}`;
  } catch {
    return 'the database URL';
  }
}

/** The login of a target; empty where the URL names none. */
export function userOf(target: DatabaseTarget): string {
  if (!('url' in target)) return target.user;
  try {
    return decodeURIComponent(new URL(target.url).username);
  } catch {
    return '';
  }
}

function clientConfig(target: DatabaseTarget, options: ConnectOptions): pg.ClientConfig {
  const shared = {
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    keepAlive: true,
  };
  if ('url' in target) return { connectionString: target.url, ...shared };
  // pg fills what is left out from PGSSLMODE, PGOPTIONS and the like, which are meant for another server.
  return {
    ...target,
    ssl: false,
    // Compiling a statement takes longer than any of ours runs.
    options: '-c client_min_messages=notice -c jit=off',
    client_encoding: 'UTF8',
    ...shared,
  };
}

/**
 * Connects one client; the caller ends it. Sessions that must not be shared (advisory locks, LISTEN) use this.
 * A connection that is lost later ends the queries in flight, not the process.
 * Fails with `database-unreachable`, `database-login-refused`, `database-url-invalid`.
 */
export async function connectClient(
  target: DatabaseTarget,
  options: ConnectOptions,
): Promise<Result<pg.Client>> {
  const invalid = urlFault(target);
  if (invalid !== null) return fail(invalid);
  const client = new pg.Client(clientConfig(target, options));
  // Before connect: a server that stops while we idle sends 57P01, and an unheard 'error' ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return ok(client);
  } catch (error) {
    // Not awaited: pg's end() waits for a socket that may never answer.
    client.end().catch(() => undefined);
    // Nothing but the connection itself was asked for, so whatever pg throws here means "not reached".
    return fail(databaseFailure(target, error) ?? unreachable(target, 'the connection was not made', error));
  }
}

/** A pool; it connects when first asked and must be ended. */
export function openPool(target: DatabaseTarget, options: PoolOptions): Result<pg.Pool> {
  const invalid = urlFault(target);
  if (invalid !== null) return fail(invalid);
  const pool = new pg.Pool({
    ...clientConfig(target, options),
    max: options.maxConnections ?? 4,
    // Idle connections must not hold a command open that has nothing more to do.
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined);
  return ok(pool);
}

function urlFault(target: DatabaseTarget): Failure | null {
  if (!('url' in target)) return null;
  let protocol: string;
  try {
    protocol = new URL(target.url).protocol;
  } catch {
    // The cause is kept out: it quotes the URL, password included.
    return failure('database-url-invalid', { why: 'it is not a URL' });
  }
  if (protocol === 'postgres:' || protocol === 'postgresql:') return null;
  return failure('database-url-invalid', { why: `it begins with ${protocol}, not postgres:` });
}

/**
 * Runs queries and turns what a machine or an operator can mend into a failure. Everything else, such as a
 * refused constraint, is the caller's own business and is thrown on.
 */
export async function whileConnected<T>(target: DatabaseTarget, act: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await act());
  } catch (error) {
    const told = databaseFailure(target, error);
    if (told !== null) return fail(told);
    throw error;
  }
}

/** The failure behind an exception of pg, `null` for one that is not about reaching or feeding the database. */
export function databaseFailure(target: DatabaseTarget, error: unknown): Failure | null {
  if (!(error instanceof Error)) return null;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') {
    return lostConnection.has(error.message) ? unreachable(target, 'the connection was lost', error) : null;
  }
  if (code === '53100' || code === 'ENOSPC')
    return failure('disk-full', { path: `the database at ${placeOf(target)}` }, error);
  if (code === '28P01' || code === '28000') {
    return failure('database-login-refused', { place: placeOf(target), user: userOf(target) }, error);
  }
  const why = unreachableBecause[code] ?? (code.startsWith('08') ? 'the connection was lost' : null);
  return why === null ? null : unreachable(target, why, error);
}

const unreachable = (target: DatabaseTarget, why: string, cause: unknown): Failure =>
  failure('database-unreachable', { place: placeOf(target), why }, cause);

const unreachableBecause: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  ENOTFOUND: 'no host has that name',
  EAI_AGAIN: 'the host name could not be looked up',
  ENOENT: 'there is no such socket',
  EACCES: 'permission denied',
  '3D000': 'there is no such database',
  '53300': 'it has no connection left',
  '57P01': 'it was stopped',
  '57P02': 'it crashed and is recovering',
  '57P03': 'it is starting or stopping',
  '57P04': 'the database was dropped',
};

// pg 8 gives these no code; the exact texts of its client.js and pg-pool are the only mark that they carry.
const lostConnection: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout expired',
  'timeout exceeded when trying to connect',
]);
