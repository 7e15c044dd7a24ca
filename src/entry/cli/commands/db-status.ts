import type { Json } from '../../../domain/canonical-json.ts';
import type { RunCommand } from '../command-spec.ts';

export const run: RunCommand = async (context) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config } = opened.value;
  const { findDatabase, readSchema } = await import('../../../compose-database.ts');
  if (config.databaseUrl === null) {
    const { clusterStatus } = await import('../../../compose-cluster.ts');
    const status = await clusterStatus(config.root);
    if (!status.ok) return context.output.failure(status.failure);
    if (status.value.state !== 'running') {
      const lines = [`The project’s own database is not running (${status.value.state}).`];
      context.output.result({ own: true, ...status.value } as unknown as Json, lines);
      return 0;
    }
  }
  const place = await findDatabase(config, 'art db status');
  if (!place.ok) return context.output.failure(place.failure);
  try {
    const schema = await readSchema(place.value);
    const isSeparate = place.value.workerLogin !== null;
    context.output.result(
      {
        own: place.value.isOwn,
        database: place.value.name,
        separate_logins: isSeparate,
        schema: schema.ok ? { ...schema.value } : { failure: schema.failure.kind },
      },
      [
        `The database runs at ${place.value.name}.`,
        schema.ok
          ? `Schema version ${schema.value.found}, the newest that this Artkiln knows.`
          : 'Its schema:',
        isSeparate
          ? 'Workers have a login of their own: they cannot decide.'
          : 'Workers share your login: the gates are not separated in the database (set ART_WORKER_DATABASE_URL).',
      ],
    );
    return schema.ok ? 0 : context.output.failure(schema.failure);
  } finally {
    await place.value.release();
  }
};
