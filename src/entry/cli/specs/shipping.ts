import type { CommandTopic } from '../command-spec.ts';

export const shipping: CommandTopic = {
  title: 'Ship',
  commands: [
    {
      name: 'promote',
      operands: '<what> [hash16]',
      summary: 'choose an approved candidate for an asset',
      examples: ['art promote 42/1 --as hero/skald'],
      options: [
        ['--backend <name>', 'with <recipe> <hash16>: the backend that made it'],
        ['--frame <n>', 'with <recipe> <hash16>: the frame, such as 0 or 000-1a2b3c4d'],
        ['--as <asset_id>', 'the asset to fill'],
      ],
      failures: ['candidate-not-found', 'candidate-not-approved', 'job-not-found'],
      load: () => import('../commands/promote.ts'),
    },
    {
      name: 'ship',
      operands: '',
      summary: 'pack what is promoted and switch dist/current to it',
      examples: ['art ship'],
      options: [
        ['--age <age>', 'only this age'],
        ['--allow-placeholders', 'draw what is missing; the pack is marked as not releasable'],
      ],
      failures: ['nothing-to-ship'],
      load: () => import('../commands/ship.ts'),
    },
    {
      name: 'verify',
      operands: '',
      summary: 'check decisions, promotions, frozen files, age manifests and dist',
      examples: ['art verify'],
      options: [['--root <key>', 'the key id that the chain of reviewers must begin with']],
      failures: [],
      load: () => import('../commands/verify.ts'),
    },
  ],
};
