import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { failure, type Failure } from '../../../domain/failure.ts';
import type { DatabaseClient } from '../../../domain/failures/database.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { whileConnected } from '../connect.ts';
import { connectAs, servingOf } from './attach.ts';
import { endIdleTimer } from './idle-stop.ts';
import { clusterPlace, type Place } from './place.ts';
import {
  addressOf,
  readClusterRecord,
  readPostmasterFile,
  useLockKey,
  type PostmasterFile,
} from './records.ts';
import { stopServer } from './set-aside.ts';

const pollMs = 10;

export interface StopClusterOptions {
  /** Stop only if nobody uses the database; somebody who does is an answer, no failure. */
  readonly ifIdle?: boolean;
  /** Stop whoever uses it; open transactions roll back. */
  readonly force?: boolean;
  /** Default 15,000 ms. */
  readonly timeoutMs?: number;
}

export type StopOutcome =
  | { readonly kind: 'stopped'; readonly pid: number }
  | { readonly kind: 'not-running' }
  | { readonly kind: 'in-use'; readonly clients: readonly DatabaseClient[] };

/**
 * Stops the project's own server and waits until it is gone. Without `force` it stops only what nobody uses:
 * else `database-in-use` names the clients, or with `ifIdle` the outcome does. Whoever attaches at the same time
 * is either seen as a client, or finds the server stopping and starts it anew.
 */
export async function stopCluster(
  projectRoot: string,
  options: StopClusterOptions = {},
): Promise<Result<StopOutcome>> {
  const found = clusterPlace(projectRoot);
  if (!found.ok) return found;
  const place = found.value;
  const timeoutMs = options.timeoutMs ?? 15_000;
  const deadline = Date.now() + timeoutMs;
  let why = 'it does not answer';
  for (;;) {
    const file = readClusterRecord(place) === null ? null : readPostmasterFile(place.data);
    const serving = file === null ? 'no' : servingOf(place.data, file);
    if (file === null || serving === 'no') return ok({ kind: 'not-running' });
    // A moved one would crash of itself at its next checkpoint. One that stops already is only waited for.
    if (options.force === true || serving === 'moved' || file.status === 'stopping') {
      return stopped(place, file, deadline, timeoutMs);
    }
    const taken = await takeForStop(place, file, Math.max(100, Math.min(2_000, deadline - Date.now())));
    if (taken.ok && taken.value.kind === 'idle') {
      // The session keeps the lock until the server cuts it off, so nobody attaches in between.
      const outcome = await stopped(place, file, deadline, timeoutMs);
      taken.value.client.end().catch(() => undefined);
      return outcome;
    }
    if (taken.ok && taken.value.kind === 'in-use') {
      const { clients } = taken.value;
      return options.ifIdle === true ? ok(taken.value) : fail(failure('database-in-use', { clients }));
    }
    if (!taken.ok) {
      // Unreachable means that it began to start or stop since its file was read.
      if (taken.failure.kind !== 'database-unreachable') return taken;
      why = taken.failure.why;
    }
    if (Date.now() > deadline) {
      return fail(failure('database-timeout', { doing: 'Stopping the database', timeoutMs, why }));
    }
    await wait(pollMs);
  }
}

async function stopped(
  place: Place,
  file: PostmasterFile,
  deadline: number,
  timeoutMs: number,
): Promise<Result<StopOutcome>> {
  const done = await stopServer(place, deadline, timeoutMs);
  if (!done.ok) return done;
  endIdleTimer(place.home);
  return ok({ kind: 'stopped', pid: file.pid });
}

type Taken =
  | { readonly kind: 'idle'; readonly client: Client }
  | { readonly kind: 'in-use'; readonly clients: readonly DatabaseClient[] };

/** Takes the use lock exclusively, which is granted only when no process holds it shared. */
async function takeForStop(place: Place, file: PostmasterFile, timeoutMs: number): Promise<Result<Taken>> {
  const connected = await connectAs(place, file, 'owner', timeoutMs);
  if (!connected.ok) return connected;
  const client = connected.value;
  const asked = await whileConnected(addressOf(place, file.port, 'owner'), async () => {
    const { rows } = await client.query<{ sysid: string; isTaken: boolean }>(
      `select s.system_identifier::text as sysid, pg_try_advisory_lock(${useLockKey}) as "isTaken"
         from pg_control_system() s`,
    );
    return { ...rows[0], clients: await otherClients(client) };
  });
  const refused = (told: Failure | null, clients: readonly DatabaseClient[]): Result<Taken> => {
    client.end().catch(() => undefined);
    return told === null ? ok({ kind: 'in-use', clients }) : fail(told);
  };
  if (!asked.ok) return refused(asked.failure, []);
  const { sysid, isTaken, clients } = asked.value;
  if (sysid !== readClusterRecord(place)?.sysid) {
    const where = `127.0.0.1:${file.port}`;
    return refused(failure('database-unreachable', { place: where, why: 'another server has its port' }), []);
  }
  // A person's psql holds no lock, and must not be cut off either.
  return isTaken === true && clients.length === 0 ? ok({ kind: 'idle', client }) : refused(null, clients);
}

/** Everybody's sessions but this one's, on any database of the server. */
export async function otherClients(client: Client): Promise<readonly DatabaseClient[]> {
  const { rows } = await client.query<DatabaseClient>(
    `select pid, application_name as application, coalesce(usename, '') as "user"
       from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
  );
  return rows;
}
