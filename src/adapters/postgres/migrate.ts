import type { Client, PoolClient } from 'pg';
import { failure } from '../../domain/failure.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** One file of `migrations/`, embedded by `npm run gen`. Immutable once released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  /** Its first line says `-- breaking`: older workers must stop before it is applied. */
  readonly isBreaking: boolean;
  readonly sql: string;
}

export interface SchemaStatus {
  /** Highest applied version; 0 for an empty database. */
  readonly found: number;
  /** Highest version that this build knows. */
  readonly known: number;
}

type Connection = Client | PoolClient;

// Any constant serves, as long as nothing else in the same database takes it.
const migrationLock = '7203402';

/** Whether the schema is the one that this build knows; another is never touched. */
export async function checkSchema(
  client: Connection,
  known: readonly Migration[],
): Promise<Result<SchemaStatus>> {
  // Asked of the catalogue: to_regclass would raise where this login may not use the schema.
  const present = await client.query<{ usable: boolean }>(
    `select has_table_privilege(c.oid, 'select') as usable from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'art' and c.relname = 'art_schema' and has_schema_privilege(n.oid, 'usage')`,
  );
  const newest = known.at(-1)?.version ?? 0;
  // Migrating grants as well, so it is what to do for a login that may not look yet.
  if (present.rows[0]?.usable !== true)
    return fail(failure('database-not-migrated', { found: 0, known: newest }));
  const { rows } = await client.query<{ version: number; checksum: string }>(
    `select version, checksum from art.art_schema order by version`,
  );
  const found = rows.at(-1)?.version ?? 0;
  if (found > newest) return fail(failure('database-too-new', { found, known: newest }));
  for (const row of rows) {
    const mine = known.find((m) => m.version === row.version);
    if (mine?.checksum !== row.checksum) return fail(failure('database-foreign', { version: row.version }));
  }
  if (found < newest) return fail(failure('database-not-migrated', { found, known: newest }));
  return ok({ found, known: newest });
}

/**
 * Applies what is missing, each file in a transaction of its own, under an advisory lock that one migrator holds.
 * Then lets the worker's login do what it may (`null`: there is no login apart).
 *
 * @returns the names of the migrations that were applied
 */
export async function migrate(
  client: Connection,
  known: readonly Migration[],
  workerLogin: string | null,
): Promise<Result<readonly string[]>> {
  await client.query(`select pg_advisory_lock($1)`, [migrationLock]);
  try {
    await client.query(`create schema if not exists art`);
    await client.query(`revoke all on schema art from public`);
    await client.query(`create table if not exists art.art_schema (version int primary key, name text not null,
      checksum text not null, applied_at timestamptz not null default clock_timestamp())`);
    const status = await checkSchema(client, known);
    let found = 0;
    if (status.ok) found = status.value.found;
    else if (status.failure.kind === 'database-not-migrated') found = status.failure.found;
    else return status;
    const applied: string[] = [];
    for (const migration of known.filter((m) => m.version > found)) {
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query(`insert into art.art_schema (version, name, checksum) values ($1, $2, $3)`, [
          migration.version,
          migration.name,
          migration.checksum,
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
      applied.push(migration.name);
    }
    if (workerLogin !== null) await client.query(`select art.grant_worker($1)`, [workerLogin]);
    return ok(applied);
  } finally {
    await client.query(`select pg_advisory_unlock($1)`, [migrationLock]);
  }
}
