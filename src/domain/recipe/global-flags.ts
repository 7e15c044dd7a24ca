/**
 * Flags that commands which take levers use themselves, without the dashes. A lever may not have one of these
 * names: `--verbose` must mean the same for every recipe.
 */
export const globalFlags: ReadonlySet<string> = new Set([
  'allow-paid',
  'allow-paid-rebuild',
  'backend',
  'check-backends',
  'check-spend',
  'children',
  'color',
  'concepts',
  'config',
  'confirm',
  'debug',
  'draft',
  'dry-run',
  'help',
  'input',
  'json',
  'max-usd',
  'more',
  'plain',
  'priority',
  'project',
  'quiet',
  'rebuild',
  'regate',
  'set',
  'timeout',
  'verbose',
  'version',
  'wait',
  'yes',
]);

/**
 * Whether a flag is taken: a global one, or `no-...`, which the command line reads as "not ...".
 *
 * @example isTakenFlag('dry-run') // true
 */
export const isTakenFlag = (flag: string): boolean => globalFlags.has(flag) || flag.startsWith('no-');
