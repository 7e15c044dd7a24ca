import { join } from 'node:path';
import type { RootedSubject } from './finding.ts';

/** Where the project's own database lies, or would; the project's own folder where that cannot be told. */
export async function databaseHome({ root }: RootedSubject): Promise<string> {
  const { clusterStatus } = await import('../../../compose-cluster.ts');
  const status = await clusterStatus(root);
  return status.ok ? status.value.home : join(root, '.art');
}
