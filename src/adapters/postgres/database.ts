import type pg from 'pg';
import type { ProjectId } from '../../domain/ids.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { migrations } from '../../generated/migrations.ts';
import type { Listings } from '../../ports/listings.ts';
import type { Notes } from '../../ports/notes.ts';
import type { RunQueue } from '../../ports/run-queue.ts';
import type { WorkerQueue } from '../../ports/worker-queue.ts';
import { connectClient, openPool, whileConnected, type DatabaseTarget } from './connect.ts';
import { databaseListings } from './listings.ts';
import { checkSchema, migrate, type SchemaStatus } from './migrate.ts';
import { databaseNotes } from './notes.ts';
import { runQueue } from './run-queue.ts';
import { workerQueue } from './worker-queue.ts';

/** What the owner's login reaches: the saga, looks at it, and what people say of its pictures. */
export interface OwnerSide {
  readonly queue: RunQueue;
  readonly listings: Listings;
  readonly notes: Notes;
}

/** A database that this build may work with, under one login. */
export type Opened<Side> = Side & { close(): Promise<void> };

/** Opens the owner's side: operators and reviewers. Refuses a schema that this build does not know. */
export function openOwner(
  target: DatabaseTarget,
  projectId: ProjectId,
  name: string,
): Promise<Result<Opened<OwnerSide>>> {
  return openChecked(target, name, 3, (pool) => ({
    queue: runQueue(pool, target, projectId),
    listings: databaseListings(pool, target, projectId),
    notes: databaseNotes(pool, target, projectId),
  }));
}

/** Opens the worker's side. Refuses a schema that this build does not know, and never migrates. */
export function openWorker(
  target: DatabaseTarget,
  projectId: ProjectId,
  name: string,
): Promise<Result<Opened<{ readonly queue: WorkerQueue }>>> {
  return openChecked(target, name, 8, (pool) => ({ queue: workerQueue(pool, target, projectId) }));
}

async function openChecked<Side>(
  target: DatabaseTarget,
  applicationName: string,
  maxConnections: number,
  make: (pool: pg.Pool) => Side,
): Promise<Result<Opened<Side>>> {
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
  return ok({ ...make(pool.value), close: () => pool.value.end() });
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
