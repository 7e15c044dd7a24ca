import type { CommandTopic } from '../command-spec.ts';
import { dryRun } from './shared-options.ts';

export const shipping: CommandTopic = {
  title: 'Ship',
  commands: [
    {
      name: 'promote',
      operands: '<what> [hash16]',
      completes: [['job', 'asset', 'recipe'], null],
      summary: 'choose an approved candidate for an asset',
      examples: [
        'art promote 42/1 --as hero/skald',
        'art promote hero/skald --use 001',
        'art promote 42/2 --confirm=hero/skald',
      ],
      about: [
        'Copies the candidate to `art_pool/approved` and records the choice. What was promoted before is kept, and `art promote <asset> --use <frame>` goes back to it: a frame is a number, a stem such as `000-1a2b3c4d`, a digest (8 digits or more), or a job.',
        'Where the asset shows another picture already, promoting over it is asked about: type the asset id, or pass it with `--confirm`. With `--use` you have named the asset, so nothing more is asked.',
      ],
      options: [
        ['--backend <name>', 'with <recipe> <hash16>: the backend that made it', 'backend'],
        ['--frame <n>', 'with <recipe> <hash16>: the frame, such as 0 or 000-1a2b3c4d'],
        ['--as <asset_id>', 'the asset to fill', 'asset'],
        ['--use <frame>', 'with an asset: fill it with this approved frame from now on'],
        ['--confirm <asset_id>', 'go on without asking where another frame fills this asset', 'asset'],
        dryRun,
      ],
      failures: [
        'candidate-not-found',
        'candidate-not-approved',
        'ambiguous-frame',
        'asset-not-named',
        'asset-not-promoted',
        'asset-unknown',
        'asset-kind-differs',
        'promotion-moved',
        'job-not-found',
        'job-at-concept-gate',
        'job-without-candidate',
        'needs-terminal',
        'declined',
        'machine-unfit',
      ],
      load: () => import('../commands/promote.ts'),
    },
    {
      name: 'ship',
      operands: '',
      summary: 'pack what is promoted and switch dist/current to it',
      examples: ['art ship', 'art ship --dry-run', 'art ship --rollback 3'],
      about: [
        'Checks what is promoted, packs it, writes the age manifests and the engine files into a new `dist/<n>`, and switches `dist/current` to it in one step. What is shipped already stays: `dist/<n>` is never written twice, and `dist/current` can be put back.',
      ],
      options: [
        ['--age <age>', 'only this age', 'age'],
        ['--allow-placeholders', 'draw what is missing; the pack is marked as not releasable'],
        ['--rollback <pack>', 'ship the entries of this earlier pack again'],
        dryRun,
      ],
      failures: [
        'nothing-to-ship',
        'ambiguous-promotion',
        'age-not-found',
        'age-manifest-invalid',
        'decision-invalid',
        'promotion-invalid',
        'side-record-differs',
        'frozen-differs',
        'frozen-missing',
        'pack-not-found',
        'pack-differs',
        'machine-unfit',
      ],
      load: () => import('../commands/ship.ts'),
    },
  ],
};
