import type { Database } from '../query.ts';
import type { EventFilter } from '../../../ports/listings.ts';

export interface EventRow {
  run_id: string;
  cell: number;
  try: number;
  seq: number;
  event: string;
  from_state: string;
  to_state: string;
  detail: Record<string, unknown> | null;
  db_role: string;
  at: Date;
  decision_id: string | null;
  reviewer: string | null;
  reason: string | null;
}

const columns = `j.run_id, j.cell, j.try, e.seq, e.event, e.from_state, e.to_state, e.detail, e.db_role, e.at,
  e.decision_id, d.reviewer, d.reason`;

const filtered = `e.project_id = $1
    and ($2::text is null or j.run_id = $2)
    and ($3::int is null or (j.cell, j.try) = ($3, $4))`;

const filterValues = (projectId: string, { run, job }: EventFilter): unknown[] => [
  projectId,
  job?.runId ?? run ?? null,
  job?.cell ?? null,
  job?.try ?? null,
];

/** The last events, the last first: those since a time, and before an event where one is named. */
export const listEventsText = `
select ${columns}
from art.art_job_events e join art.art_jobs j on j.id = e.job_id
  left join art.art_decisions d on d.project_id = e.project_id and d.id = e.decision_id
where ${filtered}
  and ($5::timestamptz is null or e.at >= $5)
  and ($6::timestamptz is null or e.at <= $6)
  and ($7::text is null or (e.at, e.job_id, e.seq) < (
    select b.at, b.job_id, b.seq from art.art_job_events b join art.art_jobs o on o.id = b.job_id
    where o.project_id = $1 and o.run_id = $7 and o.cell = $8 and o.try = $9 and b.seq = $10))
order by e.at desc, e.job_id desc, e.seq desc limit $11`;

export const listEventsValues = (projectId: string, filter: EventFilter, limit: number): unknown[] => [
  ...filterValues(projectId, filter),
  filter.since ?? null,
  filter.until ?? null,
  filter.before?.job.runId ?? null,
  filter.before?.job.cell ?? null,
  filter.before?.job.try ?? null,
  filter.before?.seq ?? null,
  limit,
];

export async function listEvents(
  db: Database,
  projectId: string,
  filter: EventFilter,
  limit: number,
): Promise<EventRow[]> {
  const values = listEventsValues(projectId, filter, limit);
  return (await db.query<EventRow>({ name: 'list-events', text: listEventsText, values })).rows;
}

/** An event, or of a look that saw none only the mark. No transaction below `xmin` was in progress any more. */
export type RecentRow = { xmin: string } & (EventRow | { run_id: null });

/** The events after a time, in order, with the oldest writer of the very snapshot that showed them. */
export async function recentEvents(
  db: Database,
  projectId: string,
  filter: EventFilter,
  after: Date,
): Promise<RecentRow[]> {
  const { rows } = await db.query<RecentRow>({
    name: 'recent-events',
    text: `
with mark as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text xmin), seen as (
  select ${columns}, e.job_id
  from art.art_job_events e join art.art_jobs j on j.id = e.job_id
    left join art.art_decisions d on d.project_id = e.project_id and d.id = e.decision_id
  where ${filtered} and e.at > $5
)
select mark.xmin, seen.* from mark left join seen on true order by seen.at, seen.job_id, seen.seq`,
    values: [...filterValues(projectId, filter), after],
  });
  return rows;
}

export interface MarkRow {
  at: Date;
  /** Every transaction that had begun to write by then has a lower number. */
  next_xid: string;
}

/**
 * A time with the number of a transaction begun after it. A number of its own is taken for it: the upper end of a
 * snapshot will not do, which is one more than the newest that has ended, and older ones may be at work above it.
 */
export async function markTime(db: Database): Promise<MarkRow> {
  const { rows } = await db.query<MarkRow>({
    name: 'mark-time',
    text: `select statement_timestamp() at, pg_current_xact_id()::text next_xid`,
    values: [],
  });
  return rows[0] as MarkRow;
}
