import type { Json } from '../../../domain/canonical-json.ts';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config } = opened.value;
  const { findDatabase, readSchema } = await import('../../../compose-database.ts');
  let pid: number | null = null;
  if (config.databaseUrl === null) {
    const { clusterStatus } = await import('../../../compose-cluster.ts');
    const status = await clusterStatus(config.root);
    if (!status.ok) return context.output.failure(status.failure);
    if (status.value.state !== 'running') {
      const lines = [`The project’s own database is not running (${status.value.state}).`];
      const { logFile, binFolder, clients, ...rest } = status.value;
      const data = { own: true, ...rest, log_file: logFile, bin_folder: binFolder, clients: [...clients] };
      context.output.result(data as unknown as Json, lines);
      return 0;
    }
    pid = status.value.pid;
  }
  const place = await findDatabase(config, 'art db status');
  if (!place.ok) return context.output.failure(place.failure);
  try {
    const schema = await readSchema(place.value);
    if (!schema.ok) {
      context.output.note(`The database runs at ${place.value.name}, and its schema cannot be used.`);
      return context.output.failure(schema.failure);
    }
    const isSeparate = place.value.workerLogin !== null;
    context.output.result(
      {
        own: place.value.isOwn,
        database: place.value.name,
        pid,
        separate_logins: isSeparate,
        schema: { ...schema.value },
      },
      [
        `The database runs at ${place.value.name}.`,
        `Schema version ${schema.value.found}, the newest that this Artkiln knows.`,
        isSeparate
          ? 'Workers have a login of their own: they cannot decide.'
          : 'Workers share your login: the gates are not separated in the database (set ART_WORKER_DATABASE_URL).',
      ],
    );
    return 0;
  } finally {
    await place.value.release();
  }
};
