import type { CommandTopic } from '../command-spec.ts';
import { dryRun } from './shared-options.ts';

export const making: CommandTopic = {
  title: 'Ask for art',
  commands: [
    {
      name: 'generate',
      operands: '<recipe>',
      summary: 'make a run of a recipe',
      examples: ['art generate iron.object.statue.v1 --material bronze --armor plate --weapon spear'],
      options: [
        dryRun,
        ['--concepts <n>', 'make n children of each binding, seeds one apart'],
        ['--wait', 'stay until the run waits for a person or is done'],
        ['--timeout <seconds>', 'give up waiting after this long'],
        ['--regate', 'ask again where an earlier decision would be applied'],
      ],
      failures: [
        'recipe-not-found',
        'recipe-invalid',
        'recipe-drift',
        'levers-invalid',
        'backend-unavailable',
        'wait-timeout',
        'interrupted',
      ],
      takesLevers: true,
      load: () => import('../commands/generate.ts'),
    },
  ],
};
