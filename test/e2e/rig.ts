/** Temporary projects driven by the built command line, each with a real database of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';

export const repository = resolve(import.meta.dirname, '../..');
export const program = join(repository, 'bin', 'art.js');
export const isRoot = process.getuid?.() === 0;

/** One `--json` record as it was printed. */
export interface CliRecord {
  readonly type: 'event' | 'result';
  readonly event?: string;
  readonly ok?: boolean;
  // The data of a record differs by command; a test reads what it expects there.
  readonly data?: Readonly<Record<string, never>>;
  readonly failure?: { readonly kind: string; readonly exit_code: number; readonly next: string | null };
  readonly [field: string]: unknown;
}

export interface Told {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout that are JSON records. */
  readonly records: readonly CliRecord[];
}

export interface ArtOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Runs as this account; only root can. */
  readonly uid?: number;
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Told>;
  /** The first record that satisfies it; rejects when the command ends without one. */
  until(isMeant: (record: CliRecord) => boolean): Promise<CliRecord>;
}

/** The result record of a command that should have succeeded. */
export function dataOf<T>(told: Told): T {
  const result = told.records.at(-1);
  if (told.code !== 0 || result?.type !== 'result' || result.ok !== true) {
    throw new Error(`exit ${told.code} ${told.signal ?? ''}\n${told.stdout}\n${told.stderr}`);
  }
  return result.data as T;
}

export class CliRig {
  /** Holds projects, the home folder and whatever else the test makes. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly #projects = new Set<string>();
  readonly #running = new Set<ChildProcess>();

  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'artkiln-e2e-')));
    const home = join(this.folder, 'home');
    mkdirSync(home);
    this.env = {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      LANG: 'C.UTF-8',
    };
    writeFileSync(this.passphraseFile, 'a good long passphrase\n');
  }

  get passphraseFile(): string {
    return join(this.folder, 'passphrase');
  }

  /** A copy of the sample project with an id of its own; gives its folder. */
  async sample(name = 'demo'): Promise<string> {
    const project = join(this.folder, name);
    dataOf(await this.art(['init', project, '--sample', '--json'], { cwd: this.folder }));
    return this.adopt(project);
  }

  /** Has `remove` stop the database of a project that the test made by itself. */
  adopt(project: string): string {
    this.#projects.add(project);
    return project;
  }

  /** Makes the root reviewer of a project. */
  async reviewer(project: string, name = 'Ada'): Promise<void> {
    dataOf(
      await this.art(['reviewer', 'add', name, '--passphrase-file', this.passphraseFile, '--json'], {
        cwd: project,
      }),
    );
  }

  /** Runs a command to its end. */
  art(args: readonly string[], options: ArtOptions = {}): Promise<Told> {
    return this.start(args, options).ended;
  }

  /** Runs a command to its end in a project, with `--json`, and gives the data of its result; throws unless it exits 0. */
  async data<T>(project: string, ...args: readonly string[]): Promise<T> {
    return dataOf<T>(await this.art([...args, '--json'], { cwd: project }));
  }

  start(args: readonly string[], { cwd = this.folder, env = {}, input, uid }: ArtOptions = {}): Running {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...this.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    this.#running.add(child);
    const watchers = new Set<() => void>();
    const records: CliRecord[] = [];
    let told: Told | null = null;
    let stdout = '';
    let stderr = '';
    let line = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) if (one.startsWith('{')) records.push(JSON.parse(one) as CliRecord);
      for (const look of watchers) look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // A command that does not read its input closes it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = new Promise<Told>((resolveTold, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => {
        this.#running.delete(child);
        told = { code, signal, stdout, stderr, records };
        resolveTold(told);
        for (const look of watchers) look();
      });
    });
    const until = (isMeant: (record: CliRecord) => boolean): Promise<CliRecord> =>
      new Promise((found, reject) => {
        const look = (): void => {
          const record = records.find(isMeant);
          if (record !== undefined) {
            watchers.delete(look);
            found(record);
          } else if (told !== null) {
            watchers.delete(look);
            reject(new Error(`it ended without that record: ${JSON.stringify(told)}`));
          }
        };
        watchers.add(look);
        look();
      });
    return { process: child, ended, until };
  }

  /** A connection to a project's own database as its owner. The database must run. */
  async query<Row extends pg.QueryResultRow>(
    project: string,
    sql: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const cluster = join(databaseHome(project), 'c');
    const [, , , port] = readFileSync(join(cluster, 'data', 'postmaster.pid'), 'utf8').split('\n');
    const client = new pg.Client({
      host: '127.0.0.1',
      port: Number(port),
      user: 'art_owner',
      database: 'art',
      password: readFileSync(join(cluster, 'owner.password'), 'utf8').trim(),
    });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** The process id of a project's own database server. */
  serverPid(project: string): number {
    const file = join(databaseHome(project), 'c', 'data', 'postmaster.pid');
    return Number(readFileSync(file, 'utf8').split('\n')[0]);
  }

  /** Ends every command, stops every database and removes every folder that this rig made. */
  async remove(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    for (const project of this.#projects) {
      if (!existsSync(join(project, 'art.config.json'))) continue;
      const home = databaseHome(project);
      const { code, stderr } = await this.art(['db', 'stop', '--force', '--project', project]);
      if (code !== 0) throw new Error(`the database of ${project} does not stop: ${stderr}`);
      endIdleTimer(home, project);
      if (isRoot && existsSync(home)) removeHome(home, project);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Where a project's database lives; see docs/reference/database.md. */
export function databaseHome(project: string): string {
  const root = realpathSync(project);
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 32);
  return isRoot && statSync(root).uid === 0 ? join('/var/lib/art', hash) : join(root, '.art', 'pg');
}

/** Removes root's folder of one database, after making sure that it is that project's and that nothing runs there. */
function removeHome(home: string, project: string): void {
  const named = readFileSync(join(home, 'project'), 'utf8').trim();
  if (named !== realpathSync(project)) throw new Error(`${home} is the database of ${named}`);
  if (existsSync(join(home, 'c', 'data', 'postmaster.pid')))
    throw new Error(`a server still runs in ${home}`);
  rmSync(home, { recursive: true, force: true });
}

/** The timer that would stop the database later; it is ours by its command line. */
function endIdleTimer(home: string, project: string): void {
  try {
    const { pid } = JSON.parse(readFileSync(join(home, 'idle.json'), 'utf8')) as { pid: number };
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (command.includes('art-idle') && command.includes(realpathSync(project)))
      process.kill(-pid, 'SIGKILL');
  } catch {
    // No timer, or no /proc: it ends by itself.
  }
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The `pixels` digest as the design gives it, made here from the file alone. */
export async function pixelsOf(path: string): Promise<string> {
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 0) data.fill(0, at, at + 3);
  return sha256(Buffer.concat([Buffer.from(`rgba8\0${info.width}\0${info.height}\0`), data]));
}

/** Every file, link and empty folder below a folder: path to digest, mode and time of change. */
export function snapshot(
  folder: string,
  isMeant: (path: string) => boolean = () => true,
): Map<string, string> {
  const seen = new Map<string, string>();
  const walk = (at: string): void => {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (!isMeant(path)) continue;
      const whole = join(folder, path);
      const stat = lstatSync(whole);
      if (entry.isDirectory()) {
        seen.set(`${path}/`, '');
        walk(path);
      } else {
        const content = entry.isSymbolicLink() ? readlinkSync(whole) : sha256(readFileSync(whole));
        seen.set(path, `${content} ${(stat.mode & 0o7777).toString(8)} ${stat.mtimeMs}`);
      }
    }
  };
  walk('');
  return seen;
}

/** All but this machine's own folder. */
export const isOfProject = (path: string): boolean => path !== '.art' && !path.startsWith('.art/');

export const readJson = <T>(...path: readonly string[]): T =>
  JSON.parse(readFileSync(join(...path), 'utf8')) as T;

export function write(project: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), content);
}

/** What jobs a project has, by public id. */
export interface JobRow {
  readonly job: string;
  readonly state: string;
  readonly child_index: number;
  readonly concept: { readonly digest: string; readonly pixels: string; readonly path: string } | null;
  readonly candidates: readonly { readonly digest: string; readonly pixels: string; readonly path: string }[];
}
export async function jobsOf(rig: CliRig, project: string): Promise<JobRow[]> {
  const { jobs } = await rig.data<{ jobs: JobRow[] }>(project, 'jobs');
  return [...jobs].sort((a, b) => (a.job < b.job ? -1 : 1));
}

/** A character of the sample project, as flags. */
export const skald = 'iron.character.skald.v1';
export const levers = ['--hair', 'long', '--hair-color', 'red', '--armor', 'plate', '--weapon', 'sword'];
export const statue = 'iron.object.statue.v1';
export const statueLevers = ['--material', 'bronze', '--armor', 'plate', '--weapon', 'sword'];
