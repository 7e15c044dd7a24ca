import type { CommandTopic } from '../command-spec.ts';
import { as, dryRun, passphraseFile } from './shared-options.ts';
import { contactGrounds } from '../../../pixels/contact-ground.ts';
import { jobStates } from '../../../domain/job/transition.ts';

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
    {
      name: 'sheet',
      operands: '[what...]',
      completes: [['run', 'job', 'recipe']],
      summary: 'write a contact sheet of what waits, or of the named runs, jobs and recipes',
      examples: ['art sheet 42', 'art sheet', 'art sheet iron.character.skald.v1 --approved -o skalds.html'],
      about: [
        'A sheet is a picture (PNG) and a page (HTML) with one cell for each candidate, or for the concept where there is no candidate yet. Every picture is enlarged by a whole factor and never resampled. Levers that all have in common stand in the title; under each picture stand its job, the levers that differ, seed and child, digest, verdict and stars.',
        'The page is one file without scripts that asks nothing of the network, so it can be sent to somebody or put beside a pull request. The same candidates give the same bytes. A picture that is missing, or is not the recorded file, has a cell that says so.',
      ],
      options: [
        ['-o, --output <file>', 'where to write: a .png or an .html (both, in sheets/)', 'file'],
        ['--state <state>', 'only jobs in this state', jobStates],
        ['--approved', 'only approved candidates'],
        ['--scale <n>', 'px of the sheet for each px of art (the largest that fits on one page)'],
        ['--ground <ground>', 'what is behind transparent pixels (checker)', contactGrounds],
        ['--force', 'overwrite a file that is there'],
        dryRun,
      ],
      failures: [
        'usage',
        'run-not-found',
        'run-ambiguous',
        'job-not-found',
        'recipe-not-found',
        'output-exists',
        'file-unusable',
        'path-outside-project',
        'disk-full',
      ],
      load: () => import('../commands/sheet.ts'),
    },
  ],
};
