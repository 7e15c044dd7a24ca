import type { CommandTopic } from '../command-spec.ts';
import { dryRun } from './shared-options.ts';

export const moving: CommandTopic = {
  title: 'Move and tidy',
  commands: [
    {
      name: 'run export',
      operands: '<run>',
      completes: ['run'],
      summary: 'write a run as one file that another machine can import',
      examples: ['art run export 42', 'art run export 42 -o ../skalds.zip'],
      about: [
        'The file is a zip archive that every tool opens: the record of the run, what it was given, every stage with its pictures, the seal if there is one, the concepts and candidates that came of it, the decisions about them with the public keys to read them by, the lock of the recipe, and an index with the digest of every file. No secret and nothing of `.art/` is in it.',
        'The same run gives the same bytes on every machine. A run that is still open can be exported too; later it may give another archive. Pictures that are missing here come out of the store; where that has them no more, nothing is written and the files are named.',
        'It needs no database.',
      ],
      options: [['-o, --output <file>', 'the file to write (<run>.zip here); never overwritten', 'file']],
      failures: [
        'run-not-found',
        'run-ambiguous',
        'run-record-invalid',
        'run-not-whole',
        'file-exists',
        'archive-refused',
      ],
      load: () => import('../commands/run-export.ts'),
    },
    {
      name: 'run import',
      operands: '<file>',
      completes: ['file'],
      summary: 'take over a run that was exported elsewhere',
      examples: ['art run import run_0042_k3f9.zip', 'art run import run_0042_k3f9.zip --dry-run'],
      about: [
        'The archive is checked whole before anything is written: every name, every digest, every record, every fingerprint, every picture. What is wrong anywhere refuses all of it, by name.',
        'The run stands in `runs/` as it was made, and is shown as imported. What came with it, decisions and candidates, lies in `imports/` and counts for nothing here: who may decide in this project is said by its own reviewers. Its results are reused only with `--trust`, which can also be said later, by importing the same file again.',
        'Where a clone has the run without its pictures, they are put in their places. It needs no database.',
      ],
      options: [['--trust', 'let its results be reused here, as if this machine had made them'], dryRun],
      failures: ['archive-refused', 'run-exists', 'file-unusable'],
      load: () => import('../commands/run-import.ts'),
    },
    {
      name: 'gc',
      operands: '',
      summary: 'say what holds the bytes of the store, and delete what nothing holds',
      examples: ['art gc', 'art gc --delete', 'art gc --why 1a2b3c4d'],
      about: [
        'Without `--delete` it only tells. Promoted, approved and shipped art, the texts of locked recipes, everything of runs that are not sealed, what was paid for, and sealed and imported runs for `storeRetentionDays` (30) hold their bytes; so does whatever is younger than `--older-than`. Run folders and the art pool are never touched: of a run that held its bytes long enough, the folder keeps its pictures, and only the copy in the store goes.',
        'It also names what interrupted commands left half written. Workers may go on meanwhile: what they come to want is brought back. It needs no database, since every run without a seal counts as one that goes on.',
      ],
      options: [
        ['--delete', 'delete what nothing holds'],
        ['--older-than <age>', 'leave alone what is younger: 30m, 24h, 3d, 1w (24h)'],
        ['--why <digest>', 'say what holds this blob: 8 digits or more'],
      ],
      failures: ['blob-unknown', 'run-record-invalid'],
      load: () => import('../commands/gc.ts'),
    },
  ],
};
