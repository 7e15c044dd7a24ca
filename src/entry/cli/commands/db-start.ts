import { ok } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';

export const run: RunCommand = async (context) =>
  finish(
    context,
    await withDatabase(context, ({ place }) => {
      context.output.result({ database: place.name, own: place.isOwn }, [
        `The database runs at ${place.name}.`,
      ]);
      return Promise.resolve(ok(undefined));
    }),
  );
