import { realpathSync, renameSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { failure, type Failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { tryAttach, type Attached } from './attach.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { createCluster, removeUnfinished } from './create-cluster.ts';
import { launchServer, type Launch } from './launch-server.ts';
import type { OpenClusterOptions } from './open-cluster.ts';
import { bindNonce, makeHome, type Place } from './place.ts';
import { isAlive, isLinux, occupantOf } from './processes.ts';
import {
  isSameStart,
  readClusterRecord,
  readPostmasterFile,
  serverAccount,
  type PostmasterFile,
} from './records.ts';
import { endOrphan, setAside, stopServer } from './set-aside.ts';
import { withStartLock } from './start-lock.ts';

/** A cluster is 40 MB and its log up to 256 MB more; a server on a full disk stops in the middle of work. */
const leastFreeBytes = 200 * 1024 * 1024;
const mostLaunches = 3;
const pollMs = 8;
/** A pid file is written in one go; half of one that is older than this is what a crash left. */
const tornAfterMs = 5_000;

/** Makes what is not there, starts what does not run, and attaches. See README.md in this folder. */
export async function startCluster(
  place: Place,
  options: OpenClusterOptions,
  deadline: number,
): Promise<Result<Attached>> {
  const made = makeHome(place);
  if (!made.ok) return made;
  return withStartLock(place.locks, deadline, options.timeoutMs, async () => {
    await removeUnfinished(place.home);
    return new Start(place, options, deadline).run();
  });
}

type Step = Attached | Failure | 'again';

class Start {
  readonly #place: Place;
  readonly #options: OpenClusterOptions;
  readonly #deadline: number;
  #binaries: Binaries | null = null;
  #launches = 0;
  #why = 'it has not answered';

  constructor(place: Place, options: OpenClusterOptions, deadline: number) {
    this.#place = place;
    this.#options = options;
    this.#deadline = deadline;
  }

  async run(): Promise<Result<Attached>> {
    for (;;) {
      const step = await this.#step();
      if (step === 'again') continue;
      return step.kind === 'attached' ? ok(step) : fail(step);
    }
  }

  async #step(): Promise<Step> {
    const place = this.#place;
    const outcome = await tryAttach(place, this.#connecting());
    if (outcome.kind === 'attached') return outcome;
    if (outcome.kind === 'refused') return outcome.failure;
    if (outcome.kind === 'no-cluster') return this.#create();
    if (outcome.kind === 'nonce-differs') {
      const aside = await setAside(place, this.#deadline, this.#options.timeoutMs);
      if (!aside.ok) return aside.failure;
      this.#tell('set-aside', aside.value);
      return 'again';
    }
    if (outcome.kind === 'moved') {
      const stopped = await stopServer(place, this.#deadline, this.#options.timeoutMs);
      this.#tell('moved', place.home);
      return stopped.ok ? 'again' : stopped.failure;
    }
    this.#why = outcome.why;
    return (await this.#mayNotLaunch()) ?? this.#launch();
  }

  async #create(): Promise<Step> {
    const place = this.#place;
    await endOrphan(place.data);
    const full = await this.#diskFull();
    if (full !== null) return full;
    const binaries = await findBinaries(place, this.#options, null);
    if (!binaries.ok) return binaries.failure;
    this.#tell('making', `PostgreSQL ${binaries.value.major} in ${place.cluster}`);
    const nonce = await bindNonce(place);
    if (!nonce.ok) return nonce.failure;
    const made = await createCluster(place, binaries.value, nonce.value, {
      isPrivate: this.#options.serverAccount === 'private',
    });
    if (!made.ok) return (await this.#diskFull(leastFreeBytes / 10)) ?? made.failure;
    this.#binaries = binaries.value;
    return 'again';
  }

  /** What forbids to start a server now, `null` when nothing does. Clears a stale pid file away. */
  async #mayNotLaunch(): Promise<Step | null> {
    const { data, home } = this.#place;
    const file = readPostmasterFile(data);
    if (isLinux) {
      // Also where there is no pid file: someone may have deleted it under a running server.
      const occupant = occupantOf(realpathSync(data), serverAccount(this.#place));
      if (occupant.kind === 'unknown') return failure('database-unsure', { folder: data, pid: occupant.pid });
      if (occupant.kind === 'process')
        return this.#waitFor(`process ${occupant.pid} is starting, stopping or stuck`);
      if (file === null) return null;
    } else {
      if (file === null || !isAlive(file.pid)) return null;
      // Postgres itself clears a dead pid away. A living one may be the server or anyone else's process.
      if (Date.now() + 1_000 < this.#deadline) return this.#waitFor(`process ${file.pid} has its pid file`);
      return failure('database-unsure', { folder: data, pid: file.pid });
    }
    if (!file.isWhole && ageMs(join(data, 'postmaster.pid')) < tornAfterMs)
      return this.#waitFor('its pid file is half written');
    // Nobody stands in the folder, so the pid is dead, a zombie, or now another's. Postgres would believe the
    // last two, and line 7 (shared memory) guards only against servers that the scan has just ruled out.
    if (!isSameStart(file, readPostmasterFile(data))) return 'again';
    renameSync(join(data, 'postmaster.pid'), join(home, 'stale-postmaster.pid'));
    this.#tell('stale-pid', staleText(file));
    return null;
  }

  async #launch(): Promise<Step> {
    const place = this.#place;
    if (Date.now() > this.#deadline) return this.#tooLate();
    const full = await this.#diskFull();
    if (full !== null) return full;
    if (this.#binaries === null) {
      const found = await findBinaries(place, this.#options, readClusterRecord(place)?.major ?? null);
      if (!found.ok) return found.failure;
      this.#binaries = found.value;
    }
    const launch = await launchServer(place, this.#binaries);
    this.#launches += 1;
    this.#tell('starting', `try ${this.#launches}`);
    const step = await this.#await(launch);
    if (step !== 'again') return step;
    if (this.#launches >= mostLaunches) return launch.fault();
    await wait(50 * 4 ** (this.#launches - 1));
    return 'again';
  }

  async #await(launch: Launch): Promise<Step> {
    while (!launch.hasExited()) {
      const outcome = await tryAttach(this.#place, this.#connecting());
      if (outcome.kind === 'attached') return outcome;
      if (outcome.kind === 'refused') return outcome.failure;
      // The user may delete everything while the server comes up; there is no point in waiting for it then.
      if (outcome.kind !== 'not-ready') return 'again';
      this.#why = outcome.why;
      if (Date.now() > this.#deadline) return this.#tooLate();
      await wait(pollMs);
    }
    return 'again';
  }

  async #waitFor(why: string): Promise<Step> {
    // Who is in the way says more than that the server does not answer.
    this.#why = why;
    if (Date.now() > this.#deadline) return this.#tooLate();
    await wait(pollMs);
    return 'again';
  }

  async #diskFull(least = leastFreeBytes): Promise<Failure | null> {
    const { bavail, bsize } = await statfs(this.#place.home);
    return bavail * bsize < least ? failure('disk-full', { path: this.#place.home }) : null;
  }

  #tooLate(): Failure {
    const { timeoutMs } = this.#options;
    return failure('database-timeout', { doing: 'Starting the database', timeoutMs, why: this.#why });
  }

  #connecting() {
    const { applicationName } = this.#options;
    return { applicationName, connectTimeoutMs: Math.max(100, Math.min(2_000, this.#deadline - Date.now())) };
  }

  #tell(event: Parameters<NonNullable<OpenClusterOptions['log']>>[0], detail: string): void {
    this.#options.log?.(event, detail);
  }
}

const ageMs = (path: string): number => {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
};

const staleText = (file: PostmasterFile): string => `it named process ${file.pid}`;
