import { resolve } from 'node:path';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  const named = context.flags.project;
  // The timer of a project that was deleted meanwhile: its server is found by the path alone.
  const isGone = !opened.ok && opened.failure.kind === 'project-not-found' && named !== undefined;
  if (!opened.ok && !isGone) return context.output.failure(opened.failure);
  const root = opened.ok ? opened.value.config.root : resolve(named ?? '.');
  const { stopCluster } = await import('../../../compose-cluster.ts');
  const stopped = await stopCluster(root, {
    force: options['force'] === true,
    ifIdle: options['ifIdle'] === true,
  });
  if (!stopped.ok) return context.output.failure(stopped.failure);
  const words = {
    stopped: 'The database is stopped. Everything in it is kept.',
    'not-running': 'The database was not running.',
    'in-use': 'The database is in use and goes on.',
  };
  context.output.result({ outcome: stopped.value.kind }, [words[stopped.value.kind]]);
  return 0;
};
