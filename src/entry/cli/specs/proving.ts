import type { CommandTopic } from '../command-spec.ts';

export const proving: CommandTopic = {
  title: 'Prove',
  commands: [
    {
      name: 'run reproduce',
      operands: '<run>',
      completes: ['run'],
      summary: 'make the stages of a run again and compare',
      examples: [
        'art run reproduce 42',
        'art run reproduce 42 --cell 3',
        'art run reproduce 42 --stage normalize --json',
      ],
      about: [
        'Executes every finished stage of the run again, from the run’s own record and past every cache, and compares each output with the recorded one: `same-bytes`, `same-pixels` (another encoder, the same picture), `different`, or `not-reproducible` with the reason. The run itself is not touched, and no database is needed.',
        'What differs of the tool or its surroundings is told first. Of a picture that differs the new one is kept below `.art/tmp/`, where it may be deleted at any time. It exits with 10 when something differs.',
        'What a service made it would make otherwise, and paid stages are called only with `--allow-paid`; both are `not-reproducible` until then.',
      ],
      options: [
        ['--stage <name>', 'only stages of this name, such as final or normalize'],
        ['--cell <n>', 'only the stages of this cell'],
        ['--allow-paid', 'call paid backends again, for money'],
      ],
      failures: [
        'run-not-found',
        'run-ambiguous',
        'run-record-invalid',
        'nothing-to-reproduce',
        'path-outside-project',
        'interrupted',
      ],
      load: () => import('../commands/run-reproduce.ts'),
    },
    {
      name: 'verify',
      operands: '[what...]',
      completes: ['run'],
      summary: 'check every file that was recorded, against its record',
      examples: ['art verify', 'art verify 42', 'art verify dist art_pool/approved', 'art verify --quick'],
      about: [
        'Checks runs and their seals, fingerprints, recipes and their locks, decisions, reviewers, promotions, frozen art, candidates, age manifests, `dist/` and the store. Each finding names a file: `MISSING`, `MODIFIED`, `UNEXPECTED`, `KEY-MISMATCH` (it stands under a name that its contents do not give) or `UNSIGNED`. With a finding it exits with 10.',
        'Reads files only: no database is needed, so a clone or a build server can run it. What git does not carry and a clone does not have is counted as absent, and is no fault. Name a run, or files and folders of the project, to be told of those alone.',
        '`--quick` compares seals, names and sizes, and reads records but no picture: it does not see bytes that changed in a file that kept its size.',
      ],
      options: [
        ['--quick', 'names and sizes only'],
        ['--all', 'everything, which is what happens when nothing is named'],
        ['--root <key>', 'the key id that the chain of reviewers must begin with'],
      ],
      failures: ['run-not-found', 'run-ambiguous', 'nothing-to-verify', 'path-outside-project'],
      load: () => import('../commands/verify.ts'),
    },
  ],
};
