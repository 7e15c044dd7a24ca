import { failure } from '../../../domain/failure.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { DatabaseAddress } from '../connect.ts';
import { tryAttach, type Attached } from './attach.ts';
import { clusterPlace, type Place } from './place.ts';
import { addressOf, servingBinFolder } from './records.ts';

/** What a slow start is doing, for a person who waits. */
export type ClusterEvent = 'making' | 'starting' | 'stale-pid' | 'set-aside' | 'moved';

export interface OpenClusterOptions {
  /** Folder of the project. */
  readonly projectRoot: string;
  /** How long making and starting may take together. A first start takes 1 s, after a crash as long as recovery. */
  readonly timeoutMs: number;
  /** `PATH`, searched for a system PostgreSQL. */
  readonly searchPath: string;
  /** `system`, `embedded`, or an absolute folder of binaries. Left out: the system's, else the embedded ones. */
  readonly binFolder?: 'system' | 'embedded' | string;
  /** Shown to whoever asks who uses the database: `art generate`. */
  readonly applicationName: string;
  readonly log?: (event: ClusterEvent, detail: string) => void;
  /** `private`: when root makes the cluster, a uid of its own keeps it even where the machine has `postgres`. */
  readonly serverAccount?: 'private';
}

export interface ClusterServer {
  readonly pid: number;
  readonly port: number;
  /** Major version of PostgreSQL. */
  readonly version: number;
  readonly home: string;
  readonly binFolder: string | null;
}

export interface OpenCluster {
  /** Login of CLI and server. */
  readonly owner: DatabaseAddress;
  /** Login of worker processes, which may not decide. Hand a worker this one and no other. */
  readonly worker: DatabaseAddress;
  readonly server: ClusterServer;
  /** Until then the server is marked as used and no idle stop ends it. Connections of your own end first. */
  release(): Promise<void>;
}

/**
 * Opens the project's own PostgreSQL: attaches to the server that runs, else starts it, else makes it. Any number
 * of processes may do so at once; there will be one cluster and one server, which outlives all of them.
 *
 * To a running server it is one connection (about 15 ms); what starting and making need is loaded only then.
 * Fails with a `database-*` failure, `disk-full` or `file-unusable`; never leaves half a cluster.
 *
 * @example
 * const opened = await openCluster({ projectRoot, searchPath, timeoutMs: 60_000, applicationName: 'art up' });
 * if (!opened.ok) return opened;
 * try { await work(openPool(opened.value.owner, { applicationName: 'art up' })); }
 * finally { await opened.value.release(); }
 */
export async function openCluster(options: OpenClusterOptions): Promise<Result<OpenCluster>> {
  const place = clusterPlace(options.projectRoot);
  if (!place.ok) return place;
  try {
    const attached = await attachOrStart(place.value, options);
    return attached.ok ? ok(opened(place.value, attached.value)) : attached;
  } catch (error) {
    // The file system in all its moods: a home deleted under us, a disk that fails.
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    const { fileFailure } = await import('../../files/durable.ts');
    return fail(fileFailure((error as NodeJS.ErrnoException).path ?? place.value.home, error));
  }
}

async function attachOrStart(place: Place, options: OpenClusterOptions): Promise<Result<Attached>> {
  const deadline = Date.now() + options.timeoutMs;
  const outcome = await tryAttach(place, {
    applicationName: options.applicationName,
    connectTimeoutMs: Math.min(2_000, options.timeoutMs),
  });
  if (outcome.kind === 'attached') return ok(outcome);
  if (outcome.kind === 'refused') return fail(outcome.failure);
  if (process.platform === 'win32') {
    const next = 'Run Artkiln under WSL2, or set DATABASE_URL.';
    return fail(failure('machine-unfit', { what: 'Our own database does not run on Windows itself.', next }));
  }
  const { startCluster } = await import('./start-cluster.ts');
  return startCluster(place, options, deadline);
}

function opened(place: Place, attached: Attached): OpenCluster {
  const { pid, port } = attached.postmaster;
  return {
    owner: addressOf(place, port, 'owner'),
    worker: addressOf(place, port, 'worker'),
    server: {
      pid,
      port,
      version: attached.record.major,
      home: place.home,
      binFolder: servingBinFolder(place.data),
    },
    release: () => attached.client.end(),
  };
}
