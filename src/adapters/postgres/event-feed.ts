import type { Pool } from 'pg';
import type { ProjectId, RunId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import type { EventFeed, EventFilter, SagaEvent } from '../../ports/listings.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { listEvents, markTime, recentEvents, type EventRow, type RecentRow } from './queries/list-events.ts';

/** How long a transaction that was in progress when the following began may have been so, in ms. */
const longestBeforeMs = 600_000;
/**
 * An event has its time a moment before its transaction has its number; and a clock may be set back a little. In ms.
 */
const slackMs = 5_000;

/** Whoever has this number or a later one began to write after this time. */
interface Mark {
  readonly at: number;
  readonly xid: bigint;
}

/**
 * Follows the events of a project by looking again and again. An event has its time when it is written and is seen
 * when it is committed, so a later look may bring an earlier time: "newer than the last one that I saw" would lose it.
 * Every look therefore reads everything after a floor, and passes over what it has told. The floor rises to the time
 * of an earlier mark only when every transaction that had begun to write before that mark has ended: whatever begins
 * later has later times. So nothing is lost, however late it is committed, nothing is told twice, and what is
 * remembered is no more than what came in since the oldest writer that is still at work began.
 */
export function eventFeed(
  pool: Pool,
  target: DatabaseTarget,
  projectId: ProjectId,
  filter: EventFilter,
  last: number,
): EventFeed {
  let floor: number | null = null;
  const marks: Mark[] = [];
  /** Events after the floor that were told, with their times. */
  const told = new Map<string, number>();

  function remember(rows: readonly RecentRow[]): SagaEvent[] {
    const fresh: SagaEvent[] = [];
    for (const row of rows) {
      if (row.run_id === null) continue;
      const event = sagaEvent(row);
      const key = `${event.job.runId}/${event.job.cell}.${event.job.try} ${event.seq}`;
      if (told.has(key)) continue;
      told.set(key, row.at.getTime());
      fresh.push(event);
    }
    return fresh;
  }

  /** Forgets what no later look can bring again, and marks the time while there is something to forget. */
  async function rise(rows: readonly RecentRow[]): Promise<void> {
    const oldestWriter = BigInt(rows[0]?.xmin ?? 0);
    let passed: Mark | undefined;
    while (marks[0] !== undefined && marks[0].xid <= oldestWriter) passed = marks.shift();
    if (passed !== undefined) {
      floor = Math.max(floor ?? 0, passed.at - slackMs);
      for (const [key, at] of told) if (at < floor) told.delete(key);
    }
    if (told.size === 0) return;
    const { at, next_xid } = await markTime(pool);
    marks.push({ at: at.getTime(), xid: BigInt(next_xid) });
  }

  async function first(): Promise<readonly SagaEvent[]> {
    const { rows } = await pool.query<{ now: Date }>(`select clock_timestamp() now`);
    floor = (rows[0]?.now.getTime() ?? 0) - longestBeforeMs;
    const recent = await recentEvents(pool, projectId, filter, new Date(floor));
    const since = Date.parse(filter.since ?? '') || 0;
    const late = remember(recent).filter((event) => Date.parse(event.at) >= since);
    await rise(recent);
    if (late.length >= last) return late.slice(late.length - last);
    const until = new Date(floor).toISOString();
    const early = await listEvents(pool, projectId, { ...filter, until }, last - late.length);
    return [...early.map(sagaEvent).reverse(), ...late];
  }

  return {
    next: () =>
      whileConnected(target, async () => {
        if (floor === null) return first();
        const rows = await recentEvents(pool, projectId, filter, new Date(floor));
        // In this order: what is below the new floor is forgotten, and stands in these rows once more.
        const fresh = remember(rows);
        await rise(rows);
        return fresh;
      }),
  };
}

export const sagaEvent = (row: EventRow): SagaEvent => ({
  job: { runId: row.run_id as RunId, cell: row.cell, try: row.try },
  seq: row.seq,
  event: row.event,
  from: row.from_state,
  to: row.to_state as JobState,
  detail: row.detail,
  login: row.db_role,
  at: row.at.toISOString(),
  decision:
    row.decision_id === null
      ? null
      : { id: row.decision_id, reviewer: row.reviewer ?? '', reason: row.reason },
});
