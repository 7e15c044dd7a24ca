import type { Database } from '../query.ts';

/** A worker's facts; `null` for those that a heartbeat leaves as they are. */
export interface WorkerRow {
  readonly workerId: string;
  readonly host: string | null;
  readonly pid: number | null;
  readonly version: string | null;
}

/** Says that a worker lives, by the database's clock. */
export async function registerWorker(db: Database, projectId: string, worker: WorkerRow): Promise<void> {
  await db.query({
    name: 'register-worker',
    text: `
insert into art.art_workers as w (project_id, worker_id, host, pid, version)
values ($1, $2, coalesce($3, '?'), coalesce($4, 0), coalesce($5, '?'))
on conflict (project_id, worker_id) do update set seen_at = clock_timestamp()`,
    values: [projectId, worker.workerId, worker.host, worker.pid, worker.version],
  });
}

/** Removes a worker that leaves, and those that nobody has seen for a day. */
export async function unregisterWorker(db: Database, projectId: string, workerId: string): Promise<void> {
  await db.query({
    name: 'unregister-worker',
    text: `delete from art.art_workers
where project_id = $1 and (worker_id = $2 or seen_at < clock_timestamp() - interval '1 day')`,
    values: [projectId, workerId],
  });
}
