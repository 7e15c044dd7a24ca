import type { CommandContext } from './context.ts';

/** What commander hands over: operands in order, and the options under their camel-case names. */
export interface Given {
  readonly operands: readonly string[];
  readonly options: { readonly [name: string]: unknown };
}

/** What a command's module exports as `run`. Returns the exit code. */
export type RunCommand = (context: CommandContext, given: Given) => Promise<number>;

export interface CommandSpec {
  /** `db start` is the command `start` of the group `db`. */
  readonly name: string;
  /** Operands in commander's notation. */
  readonly operands: string;
  readonly summary: string;
  /** Shown first in the help. */
  readonly example: string;
  readonly options: readonly (readonly [flags: string, doc: string])[];
  /** Lever flags are added from the recipe that is named. */
  readonly takesLevers?: boolean;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
