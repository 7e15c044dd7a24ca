import type { JobFilter } from '../../../ports/run-queue.ts';

/** What a job waits for. A job of a paused backend stays runnable, and is passed over by every claim. */
export const waitingFor = `coalesce(j.waiting_for, case when j.runnable and exists (select from art.art_backends b
      where b.project_id = j.project_id and b.backend = j.turn and b.is_paused) then 'backend-paused' end)`;

/** The job `j` is the latest try of its cell. That a later try is not the first tells the planner how few there are. */
export const isLatest = `not exists (select from art.art_jobs later where later.project_id = j.project_id
      and later.run_id = j.run_id and later.cell = j.cell and later.try > j.try and later.try > 1)`;

/** Conditions of a filter on the run `r`; what is `null` lets all pass. The parameters are those of `jobValues`. */
export const onRuns = `r.project_id = $1
    and ($2::text is null or r.run_id = $2)
    and ($3::int is null or split_part(r.run_id, '_', 2)::bigint = $3)
    and ($4::text is null or r.recipe_id = $4)`;

/** Conditions of a filter on a job `j` of the run `r`. */
export const onJobs = `j.project_id = r.project_id and j.run_id = r.run_id
    and ($5::text[] is null or j.state = any ($5))
    and ($6::int is null or j.cell = $6)
    and ($7::int is null or j.try = $7)
    and ($8::text is null or j.kind = $8)
    and ($9::text is null or j.backend = $9)
    and ($10::timestamptz is null or j.created_at >= $10)
    and ($11::jsonb is null or not exists (select from jsonb_each($11) l
      where not coalesce(l.value ? (j.binding ->> l.key), false)))
    and ($12::text[] is null or not exists (select from art.art_candidates c
      where c.job_id = j.id and c.digest = any ($12)))
    and (not $13::boolean or j.waiting_for is not null or ${waitingFor} is not null)
    and (not $14::boolean or ${isLatest})`;

/** $1 to $14 of every statement about a filter. */
export function jobValues(projectId: string, filter: JobFilter): unknown[] {
  const run = filter.run ?? filter.job?.run;
  return [
    projectId,
    run !== undefined && 'runId' in run ? run.runId : null,
    run !== undefined && 'number' in run ? run.number : null,
    filter.recipeId ?? null,
    filter.states ?? null,
    filter.job?.cell ?? null,
    filter.job?.try ?? null,
    filter.kind ?? null,
    filter.backend ?? null,
    filter.since ?? null,
    filter.levers === undefined ? null : JSON.stringify(filter.levers),
    filter.noneOf ?? null,
    filter.isWaiting ?? false,
    filter.latestOnly ?? false,
  ];
}
