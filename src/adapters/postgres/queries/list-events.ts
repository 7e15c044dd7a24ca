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

/** What a look saw: its time, and which transactions were in progress. */
export interface MarkRow {
  looked_at: Date;
  /** No transaction below this one is in progress any more. */
  xmin: string;
  /** No transaction from this one on had begun to write. */
  xmax: string;
}

export type RecentRow = MarkRow & (EventRow | { run_id: null });

/**
 * The events after a time, in order, with the mark of the very snapshot that showed them. At least one row: of a look
 * that saw no event only the mark. The time is the statement's start, which comes before its snapshot.
 */
export async function recentEvents(
  db: Database,
  projectId: string,
  filter: EventFilter,
  after: Date,
): Promise<RecentRow[]> {
  const { rows } = await db.query<RecentRow>({
    name: 'recent-events',
    text: `
with mark as materialized (
  select statement_timestamp() looked_at, pg_snapshot_xmin(s)::text xmin, pg_snapshot_xmax(s)::text xmax
  from pg_current_snapshot() s
), seen as (
  select ${columns}, e.job_id
  from art.art_job_events e join art.art_jobs j on j.id = e.job_id
    left join art.art_decisions d on d.project_id = e.project_id and d.id = e.decision_id
  where ${filtered} and e.at > $5
)
select mark.*, seen.* from mark left join seen on true order by seen.at, seen.job_id, seen.seq`,
    values: [...filterValues(projectId, filter), after],
  });
  return rows;
}
