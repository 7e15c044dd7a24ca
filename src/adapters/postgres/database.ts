import type pg from 'pg';
import type { ProjectId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { migrations } from '../../generated/migrations.ts';
import type { RunQueue } from '../../ports/run-queue.ts';
import type { WorkerQueue } from '../../ports/worker-queue.ts';
import { connectClient, openPool, whileConnected, type DatabaseTarget } from './connect.ts';
import { checkSchema, migrate, type SchemaStatus } from './migrate.ts';
import { runQueue } from './run-queue.ts';
import { workerQueue } from './worker-queue.ts';

/** A database that this build may work with, under one login. */
export interface Opened<Queue> {
  readonly queue: Queue;
  close(): Promise<void>;
}

/** Opens the owner's side: operators and reviewers. Refuses a schema that this build does not know. */
export function openOwner(
  target: DatabaseTarget,
  projectId: ProjectId,
  name: string,
): Promise<Result<Opened<RunQueue>>> {
  return openChecked(target, name, 3, (pool) => runQueue(pool, target, projectId));
}

/** Opens the worker's side. Refuses a schema that this build does not know, and never migrates. */
export function openWorker(
  target: DatabaseTarget,
  projectId: ProjectId,
  name: string,
): Promise<Result<Opened<WorkerQueue>>> {
  return openChecked(target, name, 8, (pool) => workerQueue(pool, target, projectId));
}

async function openChecked<Queue>(
  target: DatabaseTarget,
  applicationName: string,
  maxConnections: number,
  make: (pool: pg.Pool) => Queue,
): Promise<Result<Opened<Queue>>> {
  const pool = openPool(target, { applicationName, maxConnections });
  if (!pool.ok) return pool;
  const checked = await whileConnected(target, async () => {
    const client = await pool.value.connect();
    client.on('error', () => undefined);
    try {
      return await checkSchema(client, migrations);
    } finally {
      client.release(true);
    }
  });
  const refused = !checked.ok ? checked : checked.value.ok ? null : checked.value;
  if (refused !== null) {
    await pool.value.end();
    return fail(refused.failure);
  }
  return ok({ queue: make(pool.value), close: () => pool.value.end() });
}

/** Applies the missing migrations, and lets the worker's login do what it may. */
export async function migrateDatabase(
  target: DatabaseTarget,
  workerLogin: string | null,
): Promise<Result<readonly string[]>> {
  const client = await connectClient(target, { applicationName: 'art db migrate' });
  if (!client.ok) return client;
  try {
    const done = await whileConnected(target, () => migrate(client.value, migrations, workerLogin));
    return done.ok ? done.value : done;
  } finally {
    await client.value.end();
  }
}

/** Which schema version the database has, against the one that this build knows. */
export async function schemaStatus(target: DatabaseTarget): Promise<Result<SchemaStatus>> {
  const client = await connectClient(target, { applicationName: 'art db status' });
  if (!client.ok) return client;
  try {
    const done = await whileConnected(target, () => checkSchema(client.value, migrations));
    return done.ok ? done.value : done;
  } finally {
    await client.value.end();
  }
}
