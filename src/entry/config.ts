import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseConfig, type ProjectConfig } from '../domain/config.ts';
import { failure } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { isPrintable } from '../domain/source/printable.ts';
import { terminalVariables, type TerminalEnv } from './cli/terminal/style.ts';

/** What the machine and the environment say, read once: nothing else reads `process.env`. */
export interface Surroundings {
  readonly searchPath: string;
  readonly home: string;
  /** The user's own configuration folder for Artkiln; reviewers' private keys lie in it. */
  readonly userFolder: string;
  readonly actor: string;
  readonly databaseUrl: string | null;
  readonly workerDatabaseUrl: string | null;
  readonly postgresBin: string | null;
  readonly terminal: TerminalEnv;
  /** How a person types the program where it was started: through npm it is not on the PATH. */
  readonly programName: 'art' | 'npx art';
}

export interface Config extends ProjectConfig, Surroundings {
  /** Absolute, real path of the project. */
  readonly root: string;
  /** Loopback port of `art up`, which is also its lock. */
  readonly upPort: number;
}

export function readSurroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  const home = env['HOME'] ?? homedir();
  return Object.freeze({
    searchPath: env['PATH'] ?? '',
    home,
    userFolder: join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'artkiln'),
    actor: actorOf(env),
    databaseUrl: env['DATABASE_URL'] ?? null,
    workerDatabaseUrl: env['ART_WORKER_DATABASE_URL'] ?? null,
    postgresBin: env['ART_POSTGRES_BIN'] ?? null,
    programName: ['exec', 'start'].includes(env['npm_command'] ?? '') ? 'npx art' : 'art',
    terminal: Object.fromEntries(terminalVariables.map((name) => [name, env[name]])) as TerminalEnv,
  });
}

function actorOf(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a passwd entry, as containers have them.
    return env['USER'] ?? 'unknown';
  }
}

/** The folder that holds `art.config.json`: the one given, or the nearest above the working folder. */
export function findProject(given: string | null, from: string): Result<string> {
  const start = resolve(from, given ?? '.');
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'art.config.json'))) return ok(realpathSync(folder));
    if (given !== null || dirname(folder) === folder)
      return fail(failure('project-not-found', { from: start, below: projectsIn(start, given) }));
  }
}

/** Projects right below a folder, as they are typed, a few of them: most likely one of them is meant. */
function projectsIn(folder: string, given: string | null): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => !name.startsWith('.') && isPrintable(name));
    const found = names.filter((name) => existsSync(join(folder, name, 'art.config.json'))).slice(0, 3);
    return found.map((name) => (given === null ? name : join(given, name)));
  } catch {
    return [];
  }
}

/** The validated, frozen configuration of a project. */
export function readConfig(root: string, surroundings: Surroundings): Result<Config> {
  const file = join(root, 'art.config.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return fail(failure('file-unusable', { path: file, why }, error));
  }
  // A stranger's project may bring .art as a link, and everything of this machine is written below it.
  if (lstatSync(join(root, '.art'), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return fail(
      failure('file-unusable', { path: join(root, '.art'), why: 'it is a link, and must be a folder' }),
    );
  }
  const parsed = parseConfig(text);
  if ('length' in parsed) return fail(failure('config-invalid', { file: 'art.config.json', faults: parsed }));
  return ok(
    Object.freeze({
      ...surroundings,
      ...parsed,
      root,
      upPort: parsed.port ?? portFor(parsed.projectId, root),
    }),
  );
}

/** A port that stays the same for one copy of a project, in a range that the system gives to nobody by itself. */
function portFor(projectId: string, root: string): number {
  const digest = createHash('sha256').update(`${projectId}\0${root}`).digest();
  return 20_000 + (digest.readUInt32BE(0) % 12_000);
}
