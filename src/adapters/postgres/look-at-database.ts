import type { ProjectId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { migrations } from '../../generated/migrations.ts';
import { connectClient, placeOf, whileConnected, type DatabaseTarget } from './connect.ts';
import { checkSchema, type SchemaStatus } from './migrate.ts';

/** A database as it is found, for a person who asks what is wrong with it. */
export interface DatabaseLook {
  /** Without user or password. */
  readonly place: string;
  /** Major version of PostgreSQL. */
  readonly major: number;
  readonly schema: Result<SchemaStatus>;
  /** The store that the project's rows speak of; `null` where it has none yet, or the schema cannot be read. */
  readonly storeId: string | null;
  /** Runs with rows; `null` where they cannot be read. */
  readonly runs: readonly string[] | null;
  /** How far its clock is ahead of ours, in ms; half of the time that the question took is its error. */
  readonly aheadMs: number;
}

const boundMs = 3_000;

/** Looks; starts, migrates and writes nothing. A server that does not answer within 3 s is a failure. */
export async function lookAtDatabase(
  target: DatabaseTarget,
  projectId: ProjectId,
): Promise<Result<DatabaseLook>> {
  const connected = await connectClient(target, {
    applicationName: 'art doctor',
    connectTimeoutMs: boundMs,
  });
  if (!connected.ok) return connected;
  const client = connected.value;
  try {
    return await whileConnected(target, async () => {
      await client.query(`set statement_timeout = ${boundMs}; set default_transaction_read_only = on`);
      const asked = Date.now();
      const { rows } = await client.query<{ version: string; at: string }>(
        `select current_setting('server_version_num') as version,
           round(extract(epoch from clock_timestamp()) * 1000)::text as at`,
      );
      const answered = Date.now();
      const schema = await checkSchema(client, migrations);
      const mine = schema.ok ? await projectRows(projectId) : { storeId: null, runs: null };
      const [{ version = '0', at = '0' } = {}] = rows;
      return {
        place: placeOf(target),
        major: Math.floor(Number(version) / 10_000),
        schema,
        ...mine,
        aheadMs: Number(at) - (asked + answered) / 2,
      };
    });
  } finally {
    // Not awaited: pg's end() waits for a socket that may never answer.
    client.end().catch(() => undefined);
  }

  async function projectRows(id: ProjectId): Promise<Pick<DatabaseLook, 'storeId' | 'runs'>> {
    const project = await client.query<{ store_id: string }>(
      `select store_id from art.art_projects where project_id = $1`,
      [id],
    );
    const runs = await client.query<{ run_id: string }>(
      `select run_id from art.art_runs where project_id = $1`,
      [id],
    );
    return { storeId: project.rows[0]?.store_id ?? null, runs: runs.rows.map((row) => row.run_id) };
  }
}

/** Whether a login may connect at all. */
export async function tryLogin(target: DatabaseTarget): Promise<Result<void>> {
  const connected = await connectClient(target, {
    applicationName: 'art doctor',
    connectTimeoutMs: boundMs,
  });
  if (!connected.ok) return connected;
  connected.value.end().catch(() => undefined);
  return ok(undefined);
}
