import { composeProject, type Project } from '../../compose.ts';
import type { DatabasePlace } from '../../compose-database.ts';
import type { GivenSettings } from '../../domain/config.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Listings } from '../../ports/listings.ts';
import type { Notes } from '../../ports/notes.ts';
import type { RunQueue } from '../../ports/run-queue.ts';
import { findProject, readConfig, readSurroundings, type Config, type Surroundings } from '../config.ts';
import { asTyped } from './as-typed.ts';
import { Output, type OutputFlags } from './output.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly project?: string;
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly input?: boolean;
}

/** What a command works with. Parts are made when asked for, so that a command pays for what it uses. */
export interface CommandContext {
  readonly output: Output;
  readonly surroundings: Surroundings;
  readonly flags: GlobalFlags;
  /** False with `--no-input`, and without a terminal. */
  readonly mayAsk: boolean;
  project(): Result<{ readonly config: Config; readonly project: Project }>;
}

export function makeContext(command: string, flags: GlobalFlags): CommandContext {
  const surroundings = readSurroundings();
  const outputFlags: OutputFlags = {
    json: flags.json ?? false,
    plain: flags.plain ?? false,
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    color: flags.color ?? (surroundings.user.ok ? surroundings.user.value.color : undefined) ?? true,
  };
  const output = new Output(
    command,
    outputFlags,
    surroundings.terminal,
    asTyped(surroundings.programName, flags.project ?? null),
  );
  return {
    output,
    surroundings,
    flags,
    get mayAsk() {
      return (flags.input ?? true) && output.isInteractive;
    },
    project() {
      const root = findProject(flags.project ?? null, process.cwd());
      if (!root.ok) return root;
      const config = readConfig(root.value, surroundings, flagSettings(flags));
      if (!config.ok) return config;
      return ok({ config: config.value, project: composeProject(config.value) });
    },
  };
}

/** The settings that are given as flags of every command. */
export const flagSettings = (flags: GlobalFlags): GivenSettings =>
  flags.color === false ? { color: false } : {};

/** A command's project with its database, and what ends the use of both. */
export interface OnlineProject {
  readonly config: Config;
  readonly project: Project;
  readonly place: DatabasePlace;
  readonly queue: RunQueue;
  readonly listings: Listings;
  readonly notes: Notes;
}

/**
 * Runs a command's work against the database, and lets go of it afterwards whatever happened. Leaves the timer that
 * stops the project's own server when nobody uses it any more.
 */
export async function withDatabase<T>(
  context: CommandContext,
  act: (online: OnlineProject) => Promise<Result<T>>,
): Promise<Result<T>> {
  const found = context.project();
  if (!found.ok) return found;
  const { config, project } = found.value;
  const { composeQueue, findDatabase } = await import('../../compose-database.ts');
  const name = `art ${context.output.command}`;
  const place = await findDatabase(config, name, (event) => {
    if (event === 'making') context.output.note('making the project’s database (once)');
  });
  if (!place.ok) return place;
  try {
    const opened = await composeQueue(place.value, project, name);
    if (!opened.ok) return opened;
    const { close, ...owner } = opened.value;
    try {
      return await act({ config, project, place: place.value, ...owner });
    } finally {
      await close();
    }
  } finally {
    await place.value.release();
    if (place.value.isOwn) {
      const { leaveIdleStop } = await import('./leave-idle-stop.ts');
      leaveIdleStop(config);
    }
  }
}

/** Tells a command's failure and gives the exit code; 0 for a success. */
export function finish<T>(context: CommandContext, outcome: Result<T>): number {
  return outcome.ok ? 0 : context.output.failure(outcome.failure);
}
