// The cluster's own verbs, apart from the queues over it: `art db` needs no schema and no project rows.
export { clusterStatus } from './adapters/postgres/cluster/cluster-status.ts';
export { scheduleIdleStop } from './adapters/postgres/cluster/idle-stop.ts';
export { stopCluster } from './adapters/postgres/cluster/stop-cluster.ts';
