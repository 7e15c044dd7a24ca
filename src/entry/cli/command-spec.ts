import type { FailureKind } from '../../domain/failure.ts';
import type { CommandContext } from './context.ts';

/** What a command is given: operands in order, and the options under their camel-case names. */
export interface Given {
  readonly operands: readonly string[];
  readonly options: { readonly [name: string]: unknown };
}

/** What a command's module exports as `run`. Returns the exit code. */
export type RunCommand = (context: CommandContext, given: Given) => Promise<number>;

/** Kinds of words that the shell can complete from the project's files. */
const wordKinds = [
  'recipe',
  'run',
  'job',
  'asset',
  'age',
  'reviewer',
  'backend',
  'command',
  'file',
  'folder',
] as const;
export type WordKind = (typeof wordKinds)[number];

/** A list of kinds is not a list of words. */
export const isWordKind = (word: string): word is WordKind => (wordKinds as readonly string[]).includes(word);

/** What may stand in a place of the command line: one of a few words, or names of these kinds. `null`: free text. */
export type Completes = readonly string[] | WordKind | readonly WordKind[] | null;

/**
 * Flags as `-n, --name <value>`, what they do, and what completes their value. `...` at the end: the option may be
 * given several times, and comes as a list.
 */
export type OptionSpec = readonly [flags: string, doc: string, values?: Completes];

export interface CommandSpec {
  /** `db start` is the command `start` of the group `db`. */
  readonly name: string;
  /** Operands as `<required> [optional] [many...]`. */
  readonly operands: string;
  /** What completes each operand; the last stands for all that follow. */
  readonly completes?: readonly Completes[];
  readonly summary: string;
  /** The first is shown first in the help. */
  readonly examples: readonly [string, ...string[]];
  /** More than the summary, as paragraphs of Markdown, for the reference page and the help of the command. */
  readonly about?: readonly string[];
  readonly options: readonly OptionSpec[];
  /** Failures of this command's own, beside those that every command with its needs can meet. */
  readonly failures: readonly FailureKind[];
  /** Lever flags are added from the recipe that is named. */
  readonly takesLevers?: boolean;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** Commands that belong together in the help and in the reference. */
export interface CommandTopic {
  readonly title: string;
  readonly commands: readonly CommandSpec[];
}
