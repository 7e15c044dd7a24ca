import type { CommandTopic } from '../command-spec.ts';

export const looking: CommandTopic = {
  title: 'Look',
  commands: [
    {
      name: 'runs',
      operands: '',
      summary: 'list the runs, newest first',
      examples: ['art runs --limit 20'],
      options: [['--limit <n>', 'at most n runs (50)']],
      failures: [],
      load: () => import('../commands/runs.ts'),
    },
    {
      name: 'run show',
      operands: '<run>',
      summary: 'show a run, its jobs and its stages',
      examples: ['art run show 42'],
      options: [],
      failures: ['run-not-found', 'run-ambiguous'],
      load: () => import('../commands/run-show.ts'),
    },
    {
      name: 'jobs',
      operands: '[run]',
      summary: 'list jobs and where they stand',
      examples: ['art jobs 42 --state AwaitingReview'],
      options: [
        ['--state <state>', 'only jobs in this state'],
        ['--recipe <recipe>', 'only jobs of this recipe'],
        ['--limit <n>', 'at most n jobs (200)'],
      ],
      failures: ['run-not-found', 'run-ambiguous'],
      load: () => import('../commands/jobs.ts'),
    },
    {
      name: 'list-candidates',
      operands: '<recipe>',
      summary: 'list the candidates of a recipe in the art pool',
      examples: ['art list-candidates iron.character.skald.v1'],
      options: [],
      failures: ['recipe-not-found'],
      load: () => import('../commands/list-candidates.ts'),
    },
  ],
};
