import type { CommandTopic } from '../command-spec.ts';
import { passphraseFile, as } from './shared-options.ts';

export const reviewers: CommandTopic = {
  title: 'Reviewers',
  commands: [
    {
      name: 'reviewer add',
      operands: '[name]',
      summary: 'make your key, or admit the key of another person',
      examples: ['art reviewer add', 'art reviewer add "<name>" --public-key <key>'],
      about: [
        'Makes your key; the first of a project becomes its root. In a project that has reviewers it prints what one of them types to admit you. `--public-key <key>` admits the key of another person, signed by you. `--no-passphrase` is for throw-away projects.',
      ],
      options: [
        ['--public-key <key>', 'the public key of another person, to be admitted by you'],
        ['--no-passphrase', 'make the key without a passphrase'],
        as,
        passphraseFile,
      ],
      failures: [
        'reviewer-name-invalid',
        'reviewer-exists',
        'passphrase-missing',
        'needs-terminal',
        'key-in-project',
        'key-exposed',
        'key-file-damaged',
      ],
      load: () => import('../commands/reviewer-add.ts'),
    },
    {
      name: 'reviewer list',
      operands: '',
      summary: 'list the people who may decide',
      examples: ['art reviewer list'],
      about: ['In the order in which they were admitted: the first is the root of the chain.'],
      options: [],
      failures: [],
      load: () => import('../commands/reviewer-list.ts'),
    },
  ],
};
