import { scheduleIdleStop } from '../../compose-cluster.ts';
import type { Config } from '../config.ts';

/** The program itself, as it was started: the launcher of an installation, or the source in a checkout. */
const program = (): string[] => [process.execPath, ...process.execArgv, process.argv[1] ?? ''];

/** Leaves the timer that stops the project's own server when nobody has used it for a while. */
export function leaveIdleStop(config: Config): void {
  scheduleIdleStop({
    projectRoot: config.root,
    idleMs: config.databaseIdleMinutes === null ? 'never' : config.databaseIdleMinutes * 60_000,
    argv: [...program(), 'db', 'stop', '--if-idle', '--quiet', '--project', config.root],
  });
}
