import type { OptionSpec } from '../command-spec.ts';

export const dryRun: OptionSpec = ['-n, --dry-run', 'say what would be done, and write nothing'];
export const passphraseFile: OptionSpec = [
  '--passphrase-file <file>',
  'read your key’s passphrase from the first line of a file',
  'file',
];
export const as: OptionSpec = [
  '--as <reviewer>',
  'the reviewer to decide as: a name or the start of a key id',
  'reviewer',
];
export const yes: OptionSpec = ['--yes', 'go on without asking'];
