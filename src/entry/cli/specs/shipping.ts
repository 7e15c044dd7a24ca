import type { CommandTopic } from '../command-spec.ts';

export const shipping: CommandTopic = {
  title: 'Ship',
  commands: [
    {
      name: 'promote',
      operands: '<what> [hash16]',
      summary: 'choose an approved candidate for an asset',
      examples: ['art promote 42/1 --as hero/skald'],
      about: [
        'Copies an approved candidate to `art_pool/approved`, where it is never overwritten, and records which asset it fills. What is named is a job (`42/1`), or a recipe with the `hash16` of its levers. `--as` is not needed where exactly one entry asks for this recipe with these levers.',
      ],
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
      about: [
        'Checks what is promoted, packs it, writes the age manifests and the engine files into a new `dist/<n>`, and switches `dist/current` to it in one step. What is shipped already stays: `dist/<n>` is never written twice, and `dist/current` can be put back.',
      ],
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
      about: [
        'Reads files only: no database is needed, so a clone or a build server can run it. It exits with 10 when something is not as it was recorded, and names every such file.',
      ],
      options: [['--root <key>', 'the key id that the chain of reviewers must begin with']],
      failures: [],
      load: () => import('../commands/verify.ts'),
    },
  ],
};
