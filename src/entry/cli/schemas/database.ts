import { count, integer, list, object, oneOf, orNull, text, truth, type CommandSchemas } from './schema.ts';

const client = object({ pid: integer, application: text, user: text });

export const databaseSchemas: CommandSchemas = {
  'db start': { data: object({ database: text, own: truth }) },
  'db stop': { data: object({ outcome: oneOf('stopped', 'not-running', 'in-use') }) },
  'db status': {
    data: {
      oneOf: [
        object({
          own: truth,
          database: text,
          pid: orNull(integer),
          separate_logins: truth,
          schema: object({ found: count, known: count }),
        }),
        // The project's own database, when it does not run.
        object({
          own: oneOf(true),
          state: oneOf('none', 'stopped', 'starting', 'stopping', 'silent', 'unbound'),
          home: text,
          log_file: text,
          version: orNull(integer),
          pid: orNull(integer),
          port: orNull(integer),
          bin_folder: orNull(text),
          clients: list(client),
        }),
      ],
    },
  },
  'db migrate': { data: object({ applied: list(text) }) },
  'db rebuild': {
    data: object({
      runs: count,
      jobs: count,
      decisions: count,
      skipped: list(object({ run: text, kind: text })),
    }),
  },
};
