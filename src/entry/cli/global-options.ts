import type { OptionSpec } from './command-spec.ts';

/** Options of every command, taken before or after its name. */
export const globalOptions: readonly OptionSpec[] = [
  ['--project <folder>', 'the project’s folder, instead of the one you are in', 'folder'],
  ['--json', 'print records for scripts'],
  ['--plain', 'print tables as one record a line, cells between tabs'],
  ['-q, --quiet', 'print results and failures only'],
  ['-v, --verbose', 'print what is behind a failure too'],
  ['--no-color', 'print without colours (NO_COLOR does the same)'],
  ['--no-input', 'ask nothing; what would be asked is a failure'],
  ['-h, --help', 'show help; of one command: `art help <command>`'],
  ['--version', 'print the version'],
];
