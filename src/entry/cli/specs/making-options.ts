import type { OptionSpec } from '../command-spec.ts';
import { dryRun } from './shared-options.ts';

/** Options of `generate`. The command reads their names, to guess what a mistyped lever flag means. */
export const generateOptions: readonly OptionSpec[] = [
  dryRun,
  ['--draft', 'make what your draft asks for, instead of naming a recipe'],
  ['--set <lever=value>...', 'set a lever in another way: --set hair=red,blond, --set hair=*'],
  ['--concepts <n>', 'make the first n children of each binding, seeds one apart'],
  ['--children <list>', 'make these children of each binding: 3, 10-19 or 0-3,7 (0 to 999)'],
  ['--more <n>', 'make the next n children that no run has used, for each binding'],
  ['--max-usd <amount>', 'what the run may cost; refuse it when it may cost more'],
  ['--yes', 'do not ask about a large run'],
  ['--wait', 'stay until the run waits for a person or is done'],
  ['--timeout <seconds>', 'give up waiting after this long'],
  ['--rebuild', 'execute every free stage again, though its result is there'],
  ['--allow-paid-rebuild', 'with --rebuild: buy again what was paid for'],
  ['--regate', 'ask again where an earlier decision would be applied'],
];
