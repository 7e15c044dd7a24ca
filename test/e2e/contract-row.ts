/** What the contract of a command is made of: one row per command, its good end and its failures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FailureKind } from '../../src/domain/failure.ts';
import { altered, project, rig } from './bad-input.ts';
import { repository, type ArtOptions, type Told } from './rig.ts';

/** Words after the command's name. */
export type Words = readonly string[];

export interface Failing {
  /** What the command is given; made after `alter`. */
  readonly words: () => Words;
  /** Makes the fault; gives what takes it back. */
  readonly alter?: () => (() => void | Promise<void>) | Promise<() => void | Promise<void>>;
  /** Sends SIGINT as soon as the command has printed this. */
  readonly interruptAt?: RegExp;
  readonly env?: () => Readonly<Record<string, string>>;
  readonly cwd?: () => string;
  /** Not twice at once: a lock would be met first. */
  readonly isAlone?: boolean;
}

export interface CommandRow {
  /** A command line that ends well; called before each run of a command that changes things. */
  readonly ends: () => Words | Promise<Words>;
  /** `ends` prepares what only one run can use up. A reader is run several times at once. */
  readonly isWriter?: boolean;
  /** Ends by SIGINT only, sent when it has printed this. */
  readonly interruptAt?: RegExp;
  /** Exit code of the good end, 0 unless told. */
  readonly exit?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Names that do not exist, and what the refusal offers instead. */
  readonly nears?: readonly (readonly [words: () => Words, offered: RegExp])[];
  /** Failures in the command's list that a test here cannot provoke, each with the reason. */
  readonly unprovoked?: { readonly [kind in FailureKind]?: string };
  readonly fails?: { readonly [kind in FailureKind]?: Failing };
  /**
   * Fits the terminal whatever it lists, and is kept as a golden. `unsteady`: it fits, but its words are those of the
   * machine or the hour.
   */
  readonly isListing?: true | 'unsteady';
}

export type Rows = { readonly [command: string]: CommandRow };

/** Runs a command; with `interruptAt` it gets SIGINT when it has printed that. */
export async function runToEnd(
  words: Words,
  { interruptAt, ...options }: ArtOptions & { readonly interruptAt?: RegExp },
): Promise<Told> {
  const running = rig.start(words, { cwd: project, ...options });
  if (interruptAt !== undefined) {
    let said = '';
    let isSent = false;
    for (const stream of [running.process.stdout, running.process.stderr]) {
      stream?.on('data', (text: string) => {
        said += text;
        if (isSent || !interruptAt.test(said)) return;
        isSent = true;
        running.process.kill('SIGINT');
      });
    }
  }
  return running.ended;
}

const reference = readFileSync(join(repository, 'docs/reference/failures.md'), 'utf8');

/** The exit code that is promised: as the reference has it, not as the program does. */
export function exitOf(kind: FailureKind): number {
  const [, code] = new RegExp(`^### ${kind}\\n\\nExit code (\\d+)\\.`, 'm').exec(reference) ?? [];
  if (code === undefined) throw new Error(`docs/reference/failures.md has no exit code of ${kind}`);
  return Number(code);
}

/** A failing command line whose fault is another text of one file. */
export const withFile = (
  path: () => string,
  change: (text: string) => string,
  words: () => Words,
): Failing => ({ alter: () => altered(path(), change), words });
