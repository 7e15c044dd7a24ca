import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import {
  graphicsChoices,
  parseSettings,
  resolveSettings,
  settingSpecs,
  settingValues,
  type GivenSettings,
  type GraphicsChoice,
  type ResolvedSettings,
  type Settings,
  type SettingsFile,
} from '../domain/config.ts';
import { failure } from '../domain/failure.ts';
import { unreadable } from '../domain/newer-file.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { isPrintable } from '../domain/source/printable.ts';
import { terminalVariables, type TerminalEnv } from './cli/terminal/style.ts';

/** What the machine and the environment say, read once: nothing else reads `process.env`. */
export interface Surroundings {
  readonly searchPath: string;
  readonly home: string;
  /** The user's own configuration folder for Artkiln; reviewers' private keys lie in it. */
  readonly userFolder: string;
  /** The user's own settings, `config.json` in that folder; it need not be there. */
  readonly userFile: string;
  readonly actor: string;
  /** The locale of text, such as `C.UTF-8`; empty when none is set. */
  readonly locale: string;
  /** Whether text is UTF-8 in that locale; in any other its bytes may be control codes to the terminal. */
  readonly isUtf8: boolean;
  readonly terminal: TerminalEnv;
  /** How a person types the program where it was started: through npm it is not on the PATH. */
  readonly programName: 'art' | 'npx art';
  /** What the environment sets. */
  readonly environment: Result<GivenSettings>;
  /** What the user's file sets. */
  readonly user: Result<GivenSettings>;
}

export interface Config extends Settings, Surroundings {
  /** Absolute, real path of the project. */
  readonly root: string;
  /** Loopback port of `art up`, which is also its lock. */
  readonly upPort: number;
  /** Each setting with the place that it comes from. */
  readonly resolved: ResolvedSettings;
}

export function readSurroundings(env: NodeJS.ProcessEnv = process.env): Surroundings {
  const home = env['HOME'] ?? homedir();
  // The XDG specification: a relative path counts as none.
  const base = env['XDG_CONFIG_HOME'] ?? '';
  const userFolder = join(isAbsolute(base) ? base : join(home, '.config'), 'artkiln');
  const userFile = join(userFolder, 'config.json');
  const environment = environmentSettings(env);
  const user = readSettings(userFile, userFile, 'user');
  const terminal = Object.fromEntries(terminalVariables.map((name) => [name, env[name]])) as TerminalEnv;
  const graphics = graphicsOf(environment, user);
  // In the order of POSIX, where an empty one counts as not set.
  const locale =
    [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '') ?? '';
  return Object.freeze({
    searchPath: env['PATH'] ?? '',
    home,
    userFolder,
    userFile,
    actor: actorOf(env),
    locale,
    isUtf8: /utf-?8/i.test(locale),
    programName: ['exec', 'start'].includes(env['npm_command'] ?? '') ? 'npx art' : 'art',
    terminal: graphics === undefined ? terminal : { ...terminal, ART_GRAPHICS: graphics },
    environment,
    user,
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

/** Settings by variables. An empty variable counts as not set. */
function environmentSettings(env: NodeJS.ProcessEnv): Result<GivenSettings> {
  const given: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  const faults: string[] = [];
  for (const name of ['databaseUrl', 'workerDatabaseUrl', 'postgresBin', 'graphics'] as const) {
    const { variable = '', accepts, expected } = settingSpecs[name];
    const value = env[variable] ?? '';
    if (value === '') continue;
    if (!accepts(value)) faults.push(`${variable} must be ${expected}`);
    else if (name === 'graphics') given.graphics = value as GraphicsChoice;
    else given[name] = value;
  }
  if ((env['NO_COLOR'] ?? '') !== '') given.color = false;
  return faults.length === 0
    ? ok(given)
    : fail(failure('config-invalid', { file: 'the environment', faults }));
}

const graphicsOf = (...layers: readonly Result<GivenSettings>[]): GraphicsChoice | undefined =>
  layers
    .map((layer) => (layer.ok ? layer.value.graphics : undefined))
    .find((one) => one !== undefined && graphicsChoices.includes(one));

/** Larger than any settings, and small enough to read without a thought. */
const longestFile = 256 * 1024;

/** A settings file; the user's need not be there. Whatever else than a file stands there is told, never waited for. */
function readSettings(path: string, shownAs: string, file: SettingsFile): Result<GivenSettings> {
  let text: string;
  try {
    // Looked at first: open() on a FIFO would wait for ever.
    const stat = statSync(path);
    if (!stat.isFile()) return fail(failure('file-unusable', { path, why: 'it is not a file' }));
    if (stat.size > longestFile) return fail(failure('file-unusable', { path, why: 'it is too long' }));
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    if (file === 'user' && (why === 'ENOENT' || why === 'ENOTDIR')) return ok({});
    return fail(failure('file-unusable', { path, why }, error));
  }
  const parsed = parseSettings(text, file);
  if (!('length' in parsed)) return ok(parsed);
  return fail(unreadable(shownAs, text, failure('config-invalid', { file: shownAs, faults: parsed })));
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

/** The settings that hold where there is no project. */
export function readUserSettings(surroundings: Surroundings, flags: GivenSettings): Result<ResolvedSettings> {
  const { environment, user } = surroundings;
  if (!environment.ok) return environment;
  if (!user.ok) return user;
  return ok(
    resolveSettings([
      { origin: 'flag', given: flags },
      { origin: 'environment', given: environment.value },
      { origin: 'user', given: user.value },
    ]),
  );
}

/** The validated, frozen configuration of a project. `flags`: what the command line sets. */
export function readConfig(
  root: string,
  surroundings: Surroundings,
  flags: GivenSettings = {},
): Result<Config> {
  const project = readSettings(join(root, 'art.config.json'), 'art.config.json', 'project');
  if (!project.ok) return project;
  // A stranger's project may bring .art as a link, and everything of this machine is written below it.
  if (lstatSync(join(root, '.art'), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return fail(
      failure('file-unusable', { path: join(root, '.art'), why: 'it is a link, and must be a folder' }),
    );
  }
  const { environment, user } = surroundings;
  if (!environment.ok) return environment;
  if (!user.ok) return user;
  const resolved = resolveSettings([
    { origin: 'flag', given: flags },
    { origin: 'environment', given: environment.value },
    { origin: 'project', given: project.value },
    { origin: 'user', given: user.value },
  ]);
  const settings = settingValues(resolved);
  const upPort = settings.port ?? portFor(settings.projectId, root);
  return ok(Object.freeze({ ...surroundings, ...settings, root, upPort, resolved }));
}

/** A port that stays the same for one copy of a project, in a range that the system gives to nobody by itself. */
function portFor(projectId: string, root: string): number {
  const digest = createHash('sha256').update(`${projectId}\0${root}`).digest();
  return 20_000 + (digest.readUInt32BE(0) % 12_000);
}
