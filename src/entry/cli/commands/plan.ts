import type { RunCommand } from '../command-spec.ts';
import { run as generate } from './generate.ts';

/** `generate --dry-run` under a name of its own. */
export const run: RunCommand = (context, { operands, options }) =>
  generate(context, { operands, options: { ...options, dryRun: true } });
