// What `art doctor` looks at behind the ports: never the verbs that start, make or migrate.
import { clusterStatus, type ClusterStatus } from './adapters/postgres/cluster/cluster-status.ts';
import { lookForBinaries, oldestMajor, type FoundBinaries } from './adapters/postgres/cluster/binaries.ts';
import { checkHome, clusterPlace } from './adapters/postgres/cluster/place.ts';
import { addressOf } from './adapters/postgres/cluster/records.ts';
import { userOf, type DatabaseTarget } from './adapters/postgres/connect.ts';
import { lookAtDatabase, tryLogin, type DatabaseLook } from './adapters/postgres/look-at-database.ts';
import type { DatabaseSettings } from './compose-database.ts';
import type { ProjectId } from './domain/ids.ts';
import { ok, type Result } from './domain/result.ts';

/** Oldest major version of PostgreSQL that will do. */
export const leastPostgres = oldestMajor;

export interface ClusterLook {
  readonly status: ClusterStatus;
  /** PostgreSQL programs that are there, best first. */
  readonly binaries: readonly FoundBinaries[];
  /** Whether the folder that it lives in, or would, can be used. */
  readonly home: Result<void>;
}

/** The project's own database and what it needs. */
export async function lookAtCluster(settings: DatabaseSettings): Promise<Result<ClusterLook>> {
  const place = clusterPlace(settings.root);
  if (!place.ok) return place;
  const status = await clusterStatus(settings.root);
  if (!status.ok) return status;
  const source = {
    searchPath: settings.searchPath,
    ...(settings.postgresBin === null ? {} : { binFolder: settings.postgresBin }),
  };
  const binaries = lookForBinaries(place.value, source, status.value.version);
  return ok({ status: status.value, binaries, home: checkHome(place.value) });
}

/** The database in use; `null` where the project's own does not run. */
export async function lookInside(
  settings: DatabaseSettings,
  projectId: ProjectId,
): Promise<Result<DatabaseLook | null>> {
  const target = await targetOf(settings);
  if (!target.ok || target.value === null) return target as Result<null>;
  return lookAtDatabase(target.value, projectId);
}

async function targetOf({ databaseUrl, root }: DatabaseSettings): Promise<Result<DatabaseTarget | null>> {
  if (databaseUrl !== null) return ok({ url: databaseUrl });
  const place = clusterPlace(root);
  if (!place.ok) return place;
  const status = await clusterStatus(root);
  if (!status.ok) return status;
  const { state, port } = status.value;
  return ok(state === 'running' && port !== null ? addressOf(place.value, port, 'owner') : null);
}

/** Who the two logins of a foreign database are, and whether the workers' may connect. */
export async function lookAtLogins(
  databaseUrl: string,
  workerDatabaseUrl: string,
): Promise<{ readonly areEqual: boolean; readonly worker: Result<void> }> {
  const worker = { url: workerDatabaseUrl };
  return { areEqual: userOf({ url: databaseUrl }) === userOf(worker), worker: await tryLogin(worker) };
}
