import { indexDecisions } from '../../app/index-decisions.ts';
import type { Config } from '../config.ts';
import { withDatabase, type CommandContext } from './context.ts';

/**
 * Gives a decision that was just written from files alone its row, where the database is up: a worker that runs would
 * carry the older decision over until then. A database that is down learns of it from the next command that opens it,
 * and no worker runs without one; so none is started here, and one that cannot be reached is only told of.
 */
export async function followIndex(context: CommandContext, config: Config): Promise<void> {
  if (config.databaseUrl === null) {
    const { clusterStatus } = await import('../../compose-cluster.ts');
    const status = await clusterStatus(config.root);
    if (!status.ok || status.value.state !== 'running') return;
  }
  const indexed = await withDatabase(context, ({ project, queue }) => indexDecisions({ ...project, queue }));
  if (!indexed.ok) {
    context.output.note(
      `The decision is signed; the database does not know of it yet (${indexed.failure.kind}). \`art review --list\` tells it.`,
    );
  }
}
