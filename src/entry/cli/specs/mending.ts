import type { CommandTopic } from '../command-spec.ts';

export const mending: CommandTopic = {
  title: 'Change your mind',
  commands: [
    {
      name: 'cancel',
      operands: '<what...>',
      summary: 'cancel jobs, or all jobs of a run, that are not final',
      examples: ['art cancel 42/3'],
      options: [],
      failures: ['job-not-found', 'job-final'],
      load: () => import('../commands/cancel.ts'),
    },
    {
      name: 'retry',
      operands: '<job...>',
      summary: 'queue a failed or rejected job once more',
      examples: ['art retry 42/3'],
      options: [],
      failures: ['job-not-found', 'job-not-retryable'],
      load: () => import('../commands/retry.ts'),
    },
  ],
};
