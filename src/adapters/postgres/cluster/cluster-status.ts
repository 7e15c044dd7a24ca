import type { DatabaseClient } from '../../../domain/failures/database.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { whileConnected } from '../connect.ts';
import { connectAs, servingOf } from './attach.ts';
import { boundNonce, clusterPlace } from './place.ts';
import { addressOf, readClusterRecord, readPostmasterFile, servingBinFolder } from './records.ts';
import { otherClients } from './stop-cluster.ts';

export interface ClusterStatus {
  /**
   * `none`: not made yet. `stopped`: made, not running; the next command starts it. `silent`: its process is there
   * and does not answer. `unbound`: it belongs to a `.art/` that is gone; the next command sets it aside.
   */
  readonly state: 'none' | 'stopped' | 'starting' | 'running' | 'stopping' | 'silent' | 'unbound';
  readonly home: string;
  readonly logFile: string;
  /** Major version of PostgreSQL that the cluster needs. */
  readonly version: number | null;
  readonly pid: number | null;
  readonly port: number | null;
  readonly binFolder: string | null;
  /** Sessions on the server, when it answers. */
  readonly clients: readonly DatabaseClient[];
}

/** Looks at the project's own database. Starts, makes and changes nothing. */
export async function clusterStatus(projectRoot: string, timeoutMs = 2_000): Promise<Result<ClusterStatus>> {
  const found = clusterPlace(projectRoot);
  if (!found.ok) return found;
  const place = found.value;
  const record = readClusterRecord(place);
  const nothing: ClusterStatus = {
    state: 'none',
    home: place.home,
    logFile: place.logFile,
    version: record?.major ?? null,
    pid: null,
    port: null,
    binFolder: null,
    clients: [],
  };
  if (record === null) return ok(nothing);
  const isBound = boundNonce(place) === record.nonce;
  const file = readPostmasterFile(place.data);
  if (file === null || servingOf(place.data, file) === 'no') {
    return ok({ ...nothing, state: isBound ? 'stopped' : 'unbound' });
  }
  const serving = { ...nothing, pid: file.pid, port: file.port, binFolder: servingBinFolder(place.data) };
  if (!isBound) return ok({ ...serving, state: 'unbound' });
  if (file.status === 'starting' || file.status === 'stopping') return ok({ ...serving, state: file.status });
  const connected = await connectAs(place, file, 'owner', timeoutMs);
  if (!connected.ok) return ok({ ...serving, state: 'silent' });
  const clients = await whileConnected(addressOf(place, file.port, 'owner'), () =>
    otherClients(connected.value),
  );
  await connected.value.end();
  return ok(
    clients.ok ? { ...serving, state: 'running', clients: clients.value } : { ...serving, state: 'silent' },
  );
}
