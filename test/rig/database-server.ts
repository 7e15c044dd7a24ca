import { mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { clusterPlace } from '../../src/adapters/postgres/cluster/place.ts';
import { stopCluster } from '../../src/adapters/postgres/cluster/stop-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The project whose cluster the test files of this run share; made by the first that asks for a database. */
    databaseProject: string;
  }
}

let root: string | null = null;

/** Names a throw-away project before the tests. Costs nothing where no test asks for a database. */
export async function setup(project: TestProject): Promise<void> {
  root = realpathSync(await mkdtemp(join(tmpdir(), 'art-test-db-')));
  project.provide('databaseProject', root);
}

/** Ends its server, which knows itself by its folder and not by a pid, and removes what it left. */
export async function teardown(): Promise<void> {
  if (root === null) return;
  const stopped = await stopCluster(root, { force: true });
  if (!stopped.ok)
    throw new Error(`the server of the tests goes on running: ${JSON.stringify(stopped.failure)}`);
  const place = clusterPlace(root);
  if (place.ok) await rm(place.value.home, { recursive: true, force: true, maxRetries: 5 });
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
}
