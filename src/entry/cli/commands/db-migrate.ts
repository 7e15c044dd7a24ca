import { ok } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish } from '../context.ts';

export const run: RunCommand = async (context) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { findDatabase, migrate } = await import('../../../compose-database.ts');
  const place = await findDatabase(opened.value.config, 'art db migrate');
  if (!place.ok) return context.output.failure(place.failure);
  try {
    const applied = await migrate(place.value);
    if (!applied.ok) return context.output.failure(applied.failure);
    const names = applied.value;
    context.output.result({ applied: names }, [
      names.length === 0
        ? 'The schema is up to date.'
        : `Applied ${count(names.length, 'migration')}: ${names.join(', ')}.`,
    ]);
    return finish(context, ok(undefined));
  } finally {
    await place.value.release();
  }
};
