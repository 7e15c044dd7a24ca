import {
  migrateDatabase,
  openOwner,
  openWorker,
  schemaStatus,
  type Opened,
  type OwnerSide,
} from './adapters/postgres/database.ts';
import { placeOf, userOf, type DatabaseTarget } from './adapters/postgres/connect.ts';
import { openCluster, type ClusterEvent } from './adapters/postgres/cluster/open-cluster.ts';
import type { SchemaStatus } from './adapters/postgres/migrate.ts';
import type { Project } from './compose.ts';
import type { Failure } from './domain/failure.ts';
import { ok, type Result } from './domain/result.ts';
import type { RunQueue } from './ports/run-queue.ts';
import type { WorkerQueue } from './ports/worker-queue.ts';

export interface DatabaseSettings {
  readonly root: string;
  readonly databaseUrl: string | null;
  readonly workerDatabaseUrl: string | null;
  readonly postgresBin: string | null;
  readonly searchPath: string;
}

/** Where the database is, and what ends our use of it. */
export interface DatabasePlace {
  readonly owner: DatabaseTarget;
  readonly worker: DatabaseTarget;
  /** Login of the workers; `null` where they share the owner's. */
  readonly workerLogin: string | null;
  /** A cluster of the project's own, which this program may migrate by itself. */
  readonly isOwn: boolean;
  /** For messages; without user or password. */
  readonly name: string;
  release(): Promise<void>;
}

/** Finds the database: `DATABASE_URL`, else the project's own cluster, started or made if need be. */
export async function findDatabase(
  settings: DatabaseSettings,
  applicationName: string,
  log?: (event: ClusterEvent, detail: string) => void,
): Promise<Result<DatabasePlace>> {
  if (settings.databaseUrl !== null) {
    const owner = { url: settings.databaseUrl };
    const url = settings.workerDatabaseUrl;
    return ok({
      owner,
      worker: url === null ? owner : { url },
      workerLogin: url === null ? null : userOf({ url }) || null,
      isOwn: false,
      name: placeOf(owner),
      release: () => Promise.resolve(),
    });
  }
  const opened = await openCluster({
    projectRoot: settings.root,
    timeoutMs: 60_000,
    searchPath: settings.searchPath,
    applicationName,
    ...(settings.postgresBin === null ? {} : { binFolder: settings.postgresBin }),
    ...(log === undefined ? {} : { log }),
  });
  if (!opened.ok) return opened;
  const { owner, worker } = opened.value;
  return ok({
    owner,
    worker,
    workerLogin: worker.user,
    isOwn: true,
    name: placeOf(owner),
    release: () => opened.value.release(),
  });
}

/** The place of a worker that was given the worker's login alone: nothing of the owner's is known here. */
export const workerPlace = (url: string): DatabasePlace => ({
  owner: { url },
  worker: { url },
  workerLogin: null,
  isOwn: false,
  name: placeOf({ url }),
  release: () => Promise.resolve(),
});

const mayMigrate = (place: DatabasePlace, met: Failure): boolean =>
  place.isOwn && met.kind === 'database-not-migrated';

/** The owner's side: the saga for operators and reviewers, looks at it, notes. A cluster of our own is migrated by itself, another database only when told. */
export async function composeQueue(
  place: DatabasePlace,
  project: Project,
  applicationName: string,
): Promise<Result<Opened<OwnerSide>>> {
  let opened = await openOwner(place.owner, project.projectId, applicationName);
  if (!opened.ok && mayMigrate(place, opened.failure)) {
    const migrated = await migrateDatabase(place.owner, place.workerLogin);
    if (!migrated.ok) return migrated;
    opened = await openOwner(place.owner, project.projectId, applicationName);
  }
  if (!opened.ok) return opened;
  const prepared = await prepareProject(project, opened.value.queue);
  if (prepared.ok) return opened;
  await opened.value.close();
  return prepared;
}

async function prepareProject(project: Project, queue: RunQueue): Promise<Result<void>> {
  const storeId = await project.blobs.storeId();
  if (!storeId.ok) return storeId;
  const pool = await project.files.list('art_pool/candidates');
  const isNewOverArt = pool.ok && pool.value.length > 0;
  const paid = [...project.registry.backends.values()].filter((backend) => backend.isPaid).map((b) => b.name);
  return queue.openProject(storeId.value, isNewOverArt ? paid : []);
}

/** The worker's side, under the worker's own login. */
export const composeWorkerQueue = (
  place: DatabasePlace,
  project: Project,
  applicationName: string,
): Promise<Result<Opened<{ readonly queue: WorkerQueue }>>> =>
  openWorker(place.worker, project.projectId, applicationName);

/** Applies the missing migrations, whichever database it is: this is the command that says so. */
export const migrate = (place: DatabasePlace): Promise<Result<readonly string[]>> =>
  migrateDatabase(place.owner, place.workerLogin);

/** The schema that the database has, against the one that this build knows. */
export const readSchema = (place: DatabasePlace): Promise<Result<SchemaStatus>> => schemaStatus(place.owner);
