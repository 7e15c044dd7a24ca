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

/** Names a throw-away project before the tests and ends its server after them. Costs nothing where no test asks. */
export default async function databaseServer(project: TestProject): Promise<() => Promise<void>> {
  const root = realpathSync(await mkdtemp(join(tmpdir(), 'art-test-db-')));
  project.provide('databaseProject', root);
  return async () => {
    const stopped = await stopCluster(root, { force: true });
    if (!stopped.ok)
      throw new Error(`the server of the tests goes on running: ${JSON.stringify(stopped.failure)}`);
    const place = clusterPlace(root);
    if (place.ok) await rm(place.value.home, { recursive: true, force: true, maxRetries: 5 });
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  };
}
