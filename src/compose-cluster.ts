// The cluster's own verbs, apart from the queues over it: `art db` needs no schema and no project rows.
import {
  clusterStatus as readStatus,
  type ClusterStatus,
} from './adapters/postgres/cluster/cluster-status.ts';
import {
  scheduleIdleStop as leaveTimer,
  type IdleStopOptions,
} from './adapters/postgres/cluster/idle-stop.ts';
import {
  stopCluster as stop,
  type StopClusterOptions,
  type StopOutcome,
} from './adapters/postgres/cluster/stop-cluster.ts';
import type { Result } from './domain/result.ts';

/** Looks at the project's own database; starts and changes nothing. */
export const clusterStatus = (projectRoot: string): Promise<Result<ClusterStatus>> => readStatus(projectRoot);

/** Leaves a timer that stops the project's own database when nobody uses it; false where none was needed. */
export const scheduleIdleStop = (options: IdleStopOptions): boolean => leaveTimer(options);

/** Stops the project's own database and waits until it is gone. */
export const stopCluster = (projectRoot: string, options: StopClusterOptions): Promise<Result<StopOutcome>> =>
  stop(projectRoot, options);
