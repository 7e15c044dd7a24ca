import type { CommandTopic } from '../command-spec.ts';
import { as, dryRun, passphraseFile, yes } from './shared-options.ts';

export const deciding: CommandTopic = {
  title: 'Decide',
  commands: [
    {
      name: 'review',
      operands: '[what...]',
      summary: 'decide everything that waits, both gates, or the named runs and jobs',
      completes: [['run', 'job', 'recipe']],
      examples: [
        'art review',
        'art review 42',
        'art review --list --json > waiting.json',
        'art review --from verdicts.json',
      ],
      about: [
        'Without a terminal, `--list` (or `--json`) prints what waits: each picture with its job, gate, digest, path and levers. A decision names the job and at least 12 digits of the digest of the picture that you saw.',
        '`--from` takes a file of such decisions: a JSON list of `{"job", "digest", "verdict", "reason", "gate"}`, or one a line, where `verdict` is `approve` or `reject` and the last two may be left out. The whole file is checked first, every fault is told with its line, and a file with a fault is not signed at all. Then each verdict is signed by itself: those that are still valid stand, those whose picture has moved come back by name, with exit code 5.',
        'An approval is taken back with `art withdraw`, a rejection with `art retry`.',
      ],
      options: [
        ['--approve <job>', 'approve without a terminal; needs --digest', 'job'],
        ['--reject <job>', 'reject without a terminal; needs --digest', 'job'],
        ['--digest <hex>', 'at least 12 digits of the digest of the picture that you saw'],
        ['--reason <text>', 'why, for a rejection'],
        ['--from <file>', 'decide from a file of verdicts, - for stdin', 'file'],
        ['--list', 'print what waits, and decide nothing'],
        yes,
        dryRun,
        as,
        passphraseFile,
      ],
      failures: [
        'needs-terminal',
        'digest-too-short',
        'verdicts-invalid',
        'decision-moved',
        'decisions-moved',
        'declined',
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
      completes: ['run'],
      examples: ['art review-concepts 42'],
      options: [['--list', 'print what waits, and decide nothing'], as, passphraseFile],
      failures: ['needs-terminal', 'run-not-found'],
      load: () => import('../commands/review-concepts.ts'),
    },
  ],
};
