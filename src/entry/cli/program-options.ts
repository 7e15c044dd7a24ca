import type { OptionSpec } from './command-spec.ts';

/** Commands of two words: what the first of them is about. */
export const groups: Readonly<Record<string, string>> = {
  run: 'one run',
  job: 'one job',
  recipe: 'make, lock, bump and restore recipes',
  reviewer: 'the people who may decide',
  config: 'the configuration',
  draft: 'what you are about to ask for',
  db: 'the database',
};

/** Flags of the program, taken before or after a command's name. */
export const globalOptions: readonly OptionSpec[] = [
  ['--project <folder>', 'the project’s folder, instead of the one you are in', 'folder'],
  ['--json', 'print records for scripts'],
  ['--plain', 'print tables as one record a line, cells between tabs'],
  ['-q, --quiet', 'print results and failures only'],
  ['-v, --verbose', 'print what is behind a failure too'],
  ['--no-color', 'print without colours (NO_COLOR does the same)'],
  ['--no-input', 'ask nothing; what would be asked is a failure'],
];

/** What ends a command line before any command is run. */
export const helpOptions: readonly OptionSpec[] = [
  ['-h, --help', 'show help; of one command: `art help <command>`'],
  ['--version', 'print the version'],
];
