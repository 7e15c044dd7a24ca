import type { RunCommand } from '../commands.ts';

export const run: RunCommand = async (context, { options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { stopCluster } = await import('../../../compose-cluster.ts');
  const stopped = await stopCluster(opened.value.config.root, {
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
