import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  migrateDatabase,
  openOwner,
  openWorker,
  schemaStatus,
} from '../../src/adapters/postgres/database.ts';
import { checkSchema, migrate, type Migration } from '../../src/adapters/postgres/migrate.ts';
import { transaction } from '../../src/adapters/postgres/transaction.ts';
import { connectClient, whileConnected } from '../../src/adapters/postgres/connect.ts';
import { migrations } from '../../src/generated/migrations.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { newProjectId } from '../rig/saga.ts';

const second: Migration = {
  version: migrations.length + 1,
  name: '000009_add_something',
  checksum: 'c'.repeat(64),
  isBreaking: false,
  sql: 'create table art.art_something (id int primary key)',
};

async function withClient<T>(database: TestDatabase, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = must(await connectClient(database.owner, { applicationName: 'test' }));
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

describe('an empty database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ isMigrated: false });
  });
  afterAll(() => database.drop());

  test('is refused by owner and worker, and a worker start never migrates', async () => {
    const refused = {
      ok: false,
      failure: { kind: 'database-not-migrated', found: 0, known: migrations.length },
    };
    expect(await schemaStatus(database.owner)).toMatchObject(refused);
    expect(await openWorker(database.worker, newProjectId(), 'test')).toMatchObject(refused);
    expect(await openOwner(database.owner, newProjectId(), 'test')).toMatchObject(refused);
    const { rows } = await database
      .pool('owner')
      .query(`select nspname from pg_namespace where nspname = 'art'`);
    expect(rows).toEqual([]);
  });

  test('is migrated once by five at the same time', async () => {
    const done = await Promise.all(
      Array.from({ length: 5 }, () => migrateDatabase(database.owner, 'art_worker')),
    );
    const applied = done.map((d) => must(d).length).sort();
    expect(applied).toEqual([0, 0, 0, 0, migrations.length]);
    const { rows } = await database
      .pool('owner')
      .query('select version, name, checksum from art.art_schema order by version');
    expect(rows).toEqual(migrations.map(({ version, name, checksum }) => ({ version, name, checksum })));
    expect(must(await schemaStatus(database.owner))).toEqual({
      found: migrations.length,
      known: migrations.length,
    });
    const opened = must(await openWorker(database.worker, newProjectId(), 'test'));
    await opened.close();
  });
});

describe('a migrated database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test('older than this build is refused and untouched, until it is migrated', async () => {
    await withClient(database, async (client) => {
      const known = [...migrations, second];
      expect(await checkSchema(client, known)).toMatchObject({
        ok: false,
        failure: { kind: 'database-not-migrated', found: migrations.length, known: second.version },
      });
      const broken = { ...second, sql: `${second.sql}; select 1 / 0` };
      await expect(migrate(client, [...migrations, broken], null)).rejects.toMatchObject({ code: '22012' });
      // Nothing of a migration that broke is left, and the lock is free for the next one.
      expect((await client.query(`select to_regclass('art.art_something') as t`)).rows).toEqual([
        { t: null },
      ]);
      expect(must(await migrate(client, known, 'art_worker'))).toEqual([second.name]);
      expect(must(await migrate(client, known, 'art_worker'))).toEqual([]);
    });
    // The worker's rights reach the new table.
    await expect(database.pool('worker').query('select from art.art_something')).resolves.toBeDefined();
  });

  test('newer than this build is refused by everyone, migration included', async () => {
    const tooNew = {
      ok: false,
      failure: { kind: 'database-too-new', found: second.version, known: migrations.length },
    };
    expect(await openWorker(database.worker, newProjectId(), 'test')).toMatchObject(tooNew);
    expect(await openOwner(database.owner, newProjectId(), 'test')).toMatchObject(tooNew);
    expect(await migrateDatabase(database.owner, 'art_worker')).toMatchObject(tooNew);
    await database.pool('owner').query(`delete from art.art_schema where version = $1`, [second.version]);
  });

  test('with a migration that is not ours is refused', async () => {
    const owner = database.pool('owner');
    await owner.query(`update art.art_schema set checksum = repeat('0', 64) where version = 1`);
    const foreign = { ok: false, failure: { kind: 'database-foreign', version: 1 } };
    expect(await openWorker(database.worker, newProjectId(), 'test')).toMatchObject(foreign);
    expect(await migrateDatabase(database.owner, null)).toMatchObject(foreign);
    await owner.query(`update art.art_schema set checksum = $1 where version = 1`, [migrations[0]?.checksum]);
    expect(must(await schemaStatus(database.owner)).found).toBe(migrations.length);
  });

  test('whose worker login was never let in says what to do', async () => {
    await database.pool('owner').query('revoke usage on schema art from art_worker');
    expect(await openWorker(database.worker, newProjectId(), 'test')).toMatchObject({
      ok: false,
      failure: { kind: 'database-not-migrated' },
    });
    must(await migrateDatabase(database.owner, 'art_worker'));
    await must(await openWorker(database.worker, newProjectId(), 'test')).close();
  });

  test('that cuts a connection off in the middle of a transaction is a failure, not the end of the process', async () => {
    const pool = database.pool('owner');
    const supers = database.pool('super');
    const outcome = await whileConnected(database.owner, () =>
      transaction(pool, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
        await supers.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        await client.query('select 1');
      }),
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'database-unreachable' } });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
