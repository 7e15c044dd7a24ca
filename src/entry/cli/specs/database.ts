import type { CommandTopic } from '../command-spec.ts';

export const database: CommandTopic = {
  title: 'The database',
  commands: [
    {
      name: 'db start',
      operands: '',
      summary: 'start the project’s own database',
      examples: ['art db start'],
      options: [],
      failures: [],
      load: () => import('../commands/db-start.ts'),
    },
    {
      name: 'db stop',
      operands: '',
      summary: 'stop the project’s own database',
      examples: ['art db stop'],
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
      options: [],
      failures: [],
      load: () => import('../commands/db-status.ts'),
    },
    {
      name: 'db migrate',
      operands: '',
      summary: 'apply the migrations that are missing',
      examples: ['art db migrate'],
      options: [],
      failures: [],
      load: () => import('../commands/db-migrate.ts'),
    },
    {
      name: 'db rebuild',
      operands: '',
      summary: 'make the rows again that the files prove',
      examples: ['art db rebuild'],
      options: [],
      failures: [],
      load: () => import('../commands/db-rebuild.ts'),
    },
  ],
};
