import type { CommandTopic } from '../command-spec.ts';

export const database: CommandTopic = {
  title: 'The database',
  commands: [
    {
      name: 'db start',
      operands: '',
      summary: 'start the project’s own database',
      examples: ['art db start'],
      about: [
        'Other commands start it by themselves. It stops when nobody has used it for half an hour. More: [database](database.md).',
      ],
      options: [],
      failures: ['database-url-invalid', 'database-unreachable'],
      load: () => import('../commands/db-start.ts'),
    },
    {
      name: 'db stop',
      operands: '',
      summary: 'stop the project’s own database',
      examples: ['art db stop'],
      about: [
        'Refused while somebody uses it. `--if-idle` makes that no failure, `--force` stops it all the same. Everything in it is kept.',
      ],
      options: [
        ['--force', 'stop it whoever uses it'],
        ['--if-idle', 'stop it only if nobody uses it'],
      ],
      failures: [],
      load: () => import('../commands/db-stop.ts'),
    },
    {
      name: 'db status',
      operands: '',
      summary: 'where the database is and which schema it has',
      examples: ['art db status'],
      about: ['Starts, makes and changes nothing.'],
      options: [],
      failures: ['database-too-new'],
      load: () => import('../commands/db-status.ts'),
    },
    {
      name: 'db migrate',
      operands: '',
      summary: 'apply the migrations that are missing',
      examples: ['art db migrate'],
      about: [
        'Needed for a database that `DATABASE_URL` names; the project’s own is migrated where it is used. Migrations go forward only.',
      ],
      options: [],
      failures: ['database-too-new'],
      load: () => import('../commands/db-migrate.ts'),
    },
    {
      name: 'db rebuild',
      operands: '',
      summary: 'make the rows again that the files prove',
      examples: ['art db rebuild'],
      about: [
        'Runs, jobs in the state that files prove, candidates and decisions. For a database that was lost or thrown away: work that was in progress is not among what files prove.',
      ],
      options: [],
      failures: [],
      load: () => import('../commands/db-rebuild.ts'),
    },
  ],
};
