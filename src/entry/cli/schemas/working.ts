import {
  count,
  integer,
  list,
  object,
  oneOf,
  orNull,
  text,
  truth,
  type CommandSchemas,
  type JsonSchema,
} from './schema.ts';

const level = { level: oneOf('info', 'warn', 'error') };
const job = { job: text };
const ms = { ms: count };

/** What a worker tells of its work. */
const workerEvents = (more: {
  readonly [name: string]: JsonSchema;
}): { readonly [event: string]: JsonSchema } => ({
  'worker-started': object({ ...more, worker: text, pid: integer }),
  'worker-broke': object({ ...more, error: text }),
  'job-claimed': object({ ...more, ...job, state: text, trace: text }),
  'job-moved': object({ ...more, ...job, state: text, ...ms }),
  'job-set-back': object({ ...more, ...job, failure: text, attempt: count }),
  'job-broke': object({ ...more, ...job, error: text }),
  'run-sealed': object({ ...more, run: text, cells: count, files: count }),
  'run-not-sealed': object({ ...more, run: text, failure: text }),
  'lease-lost': object({ ...more, ...job }, ms),
  'leases-reclaimed': object({ ...more, reclaimed: count, timed_out: count }),
  'database-lost': object({ ...more, why: text }),
  'database-back': object({ ...more, ...ms }),
});

export const workingSchemas: CommandSchemas = {
  init: {
    data: object({
      project_id: orNull(text),
      folder: text,
      sample: truth,
      files: list(text),
      dry_run: truth,
    }),
  },
  up: {
    data: {
      oneOf: [
        object({ address: text, pid: integer, already_running: oneOf(true) }),
        object({ stopped: truth }),
      ],
    },
    events: { ...workerEvents({}), up: object({ address: text, database: text }) },
  },
  worker: { data: object({ stopped: truth }), events: workerEvents(level) },
};
