import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openCluster } from '../../src/adapters/postgres/cluster/open-cluster.ts';
import { clusterPlace } from '../../src/adapters/postgres/cluster/place.ts';
import { addressOf } from '../../src/adapters/postgres/cluster/records.ts';
import type { DatabaseAddress } from '../../src/adapters/postgres/connect.ts';
import { migrateDatabase } from '../../src/adapters/postgres/database.ts';
import { tell } from '../../src/domain/failure.ts';
import type { Result } from '../../src/domain/result.ts';
import { migrations } from '../../src/generated/migrations.ts';

/** A database of one test file, on a real server, under the three logins that a project's own has. */
export interface TestDatabase {
  readonly owner: DatabaseAddress;
  readonly worker: DatabaseAddress;
  /** Superuser: only to look at what no login of ours may, or to break what none of ours could. */
  readonly super: DatabaseAddress;
  /** Major version of the server: the same answers are expected of each. */
  readonly version: number;
  pool(login: 'owner' | 'worker' | 'super'): pg.Pool;
  /** Ends the pools and drops the database; fails when a client of a test is still connected. */
  drop(): Promise<void>;
}

export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.kind}: ${tell(result.failure).message}`, { cause: result.failure });
}

/** `system` or `embedded` where ART_TEST_POSTGRES says so; else whichever a project would take. */
const chosen = process.env['ART_TEST_POSTGRES'];

/**
 * A new database, cloned from a template that was migrated once for the run. `isMigrated: false` gives an empty one,
 * as a DATABASE_URL may be.
 */
export async function testDatabase(options: { isMigrated?: boolean } = {}): Promise<TestDatabase> {
  const projectRoot = inject('databaseProject');
  const cluster = must(
    await openCluster({
      projectRoot,
      timeoutMs: 60_000,
      searchPath: '/usr/local/bin:/usr/bin:/bin',
      applicationName: 'art test',
      ...(chosen === undefined ? {} : { binFolder: chosen }),
    }),
  );
  const root = addressOf(must(clusterPlace(projectRoot)), cluster.server.port, 'super');
  const admin = new pg.Client(root);
  await admin.connect();
  const name = `t_${randomBytes(6).toString('hex')}`;
  try {
    const template = options.isMigrated === false ? 'template1' : await templateFor(admin, cluster);
    await createDatabase(admin, name, template);
  } finally {
    await admin.end();
  }
  const addresses = {
    owner: { ...cluster.owner, database: name },
    worker: { ...cluster.worker, database: name },
    super: { ...root, database: name },
  };
  const pools: pg.Pool[] = [];
  return {
    ...addresses,
    version: cluster.server.version,
    pool(login) {
      const pool = new pg.Pool({ ...addresses[login], max: 6 });
      pool.on('error', () => undefined);
      pools.push(pool);
      return pool;
    },
    async drop() {
      await Promise.all(pools.map((pool) => pool.end()));
      const last = new pg.Client(root);
      await last.connect();
      try {
        await dropDatabase(last, name);
      } finally {
        await last.end();
        await cluster.release();
      }
    },
  };
}

/** Migrates a template once for all files of a run, under a lock of the server's. */
async function templateFor(
  admin: pg.Client,
  cluster: { owner: DatabaseAddress; worker: DatabaseAddress },
): Promise<string> {
  const sums = migrations.map((m) => m.checksum).join(' ');
  const name = `tpl_${createHash('sha256').update(sums).digest('hex').slice(0, 16)}`;
  await admin.query(`select pg_advisory_lock(7203499)`);
  try {
    const { rowCount } = await admin.query(`select from pg_database where datname = $1 and datistemplate`, [
      name,
    ]);
    if (rowCount === 1) return name;
    await admin.query(`drop database if exists ${name}`);
    await createDatabase(admin, name, 'template1');
    must(await migrateDatabase({ ...cluster.owner, database: name }, cluster.worker.user));
    await admin.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await admin.query(`select pg_advisory_unlock(7203499)`);
  }
}

async function createDatabase(admin: pg.Client, name: string, template: string): Promise<void> {
  await admin.query(`create database ${name} template ${template} owner art_owner`);
  // Rights on a database are not cloned with it. Like the project's own: no temporary tables, no strangers.
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to art_worker`);
}

/** Without `force`: a connection that a test left open is a fault of the test or of the code. Backends take a moment. */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await admin.query<{ n: number; who: string }>(
      `select count(*)::int n, string_agg(application_name || ': ' || query, ' | ') who
       from pg_stat_activity where datname = $1`,
      [name],
    );
    if (rows[0]?.n === 0) break;
    if (tries === 200) {
      await admin.query(`drop database ${name} with (force)`);
      throw new Error(`connections were left open: ${rows[0]?.who}`);
    }
    await admin.query(`select pg_sleep(0.01)`);
  }
  await admin.query(`drop database ${name}`);
}
