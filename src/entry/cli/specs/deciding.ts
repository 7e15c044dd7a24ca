import type { CommandTopic } from '../command-spec.ts';
import { passphraseFile, as } from './shared-options.ts';

export const deciding: CommandTopic = {
  title: 'Decide',
  commands: [
    {
      name: 'review',
      operands: '[what...]',
      summary: 'decide everything that waits, both gates, or the named runs and jobs',
      examples: ['art review'],
      options: [
        ['--approve <job>', 'approve without a terminal; needs --digest'],
        ['--reject <job>', 'reject without a terminal; needs --digest'],
        ['--digest <hex>', 'at least 12 digits of the digest of the picture that you saw'],
        ['--reason <text>', 'why, for a rejection'],
        as,
        passphraseFile,
      ],
      failures: [
        'needs-terminal',
        'digest-too-short',
        'decision-moved',
        'job-not-found',
        'run-not-found',
        'wrong-passphrase',
        'reviewer-unknown',
        'draft-not-approvable',
      ],
      load: () => import('../commands/review.ts'),
    },
    {
      name: 'review-concepts',
      operands: '[run]',
      summary: 'decide at the concept gate',
      examples: ['art review-concepts 42'],
      options: [as, passphraseFile],
      failures: ['needs-terminal', 'run-not-found'],
      load: () => import('../commands/review-concepts.ts'),
    },
  ],
};
