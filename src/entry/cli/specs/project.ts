import type { CommandTopic } from '../command-spec.ts';

export const project: CommandTopic = {
  title: 'Every day',
  commands: [
    {
      name: 'init',
      operands: '[folder]',
      summary: 'make a project',
      examples: ['art init my-game --sample'],
      options: [['--sample', 'copy the sample project Skerry instead of an empty one']],
      failures: ['project-exists', 'file-unusable'],
      load: () => import('../commands/init.ts'),
    },
    {
      name: 'up',
      operands: '',
      summary: 'start the database and a worker, and show what waits for you',
      examples: ['art up'],
      options: [],
      failures: ['port-taken'],
      load: () => import('../commands/up.ts'),
    },
    {
      name: 'status',
      operands: '',
      summary: 'what waits, what runs, what shipped',
      examples: ['art status'],
      options: [],
      failures: [],
      load: () => import('../commands/status.ts'),
    },
    {
      name: 'worker',
      operands: '',
      summary: 'run one worker in the foreground',
      examples: ['art worker'],
      options: [['--until-idle', 'stop when nothing is left that a worker could do']],
      failures: ['machine-unfit'],
      load: () => import('../commands/worker.ts'),
    },
  ],
};
