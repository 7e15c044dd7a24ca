import { promotedAssets } from '../../../app/promotion-index.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { failure } from '../../../domain/failure.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type OnlineProject } from '../context.ts';
import { eventJson } from '../event-text.ts';
import { jobJson } from '../job-rows.ts';
import { jobPageLines, nextCommands, picturesOf, type JobPage } from '../job-page.ts';
import { chooseJob } from '../resolve.ts';
import { readStages, stageJson } from '../stage-rows.ts';

/** Events of one job that are shown: claims and reclaims in a bad night may be many. */
const mostEvents = 200;

export const run: RunCommand = async (context, { operands }) =>
  finish(
    context,
    await withDatabase(context, async (online) => {
      const read = await readPage(online, operands[0] ?? '');
      if (!read.ok) return read;
      const page = read.value;
      const { output } = context;
      output.result(pageJson(page), jobPageLines(output, page, new Date()));
      for (const next of nextCommands(page)) output.note(`next: ${next}`);
      return ok(undefined);
    }),
  );

async function readPage(online: OnlineProject, typed: string): Promise<Result<JobPage>> {
  const { project, queue, listings, notes } = online;
  const chosen = await chooseJob(typed, queue);
  if (!chosen.ok) return chosen;
  const job = chosen.value;
  const { runId, cell } = job.id;
  const digests = [job.concept, ...job.candidates].flatMap((one) => (one === null ? [] : [one.digest]));
  const [facts, events, tries, said, record, assets] = await Promise.all([
    listings.facts(job.id),
    listings.events({ job: job.id }, mostEvents),
    queue.jobs({ job: { run: { runId }, cell, try: null } }),
    notes.about(digests),
    project.runs.read(runId),
    promotedAssets(project.files),
  ]);
  if (!facts.ok) return facts;
  if (facts.value === null) return fail(failure('job-not-found', { job: formatJobId(job.id) }));
  if (!events.ok) return events;
  if (!tries.ok) return tries;
  if (!said.ok) return said;
  // A job outlives its folder, such as one that was not cloned: what the rows know is shown all the same.
  const stages = record.ok
    ? await readStages(project.runs, record.value.record, new Set([job.id.cell]))
    : ok([]);
  return ok({
    job,
    facts: facts.value,
    events: events.value,
    tries: tries.value.map((one) => one.id),
    notes: said.value,
    stages: stages.ok ? stages.value : [],
    folderFault: !record.ok ? record.failure.kind : stages.ok ? null : stages.failure.kind,
    promotedAs: assets.ok ? job.candidates.flatMap((one) => assets.value.get(one.digest) ?? []) : [],
  });
}

const pageJson = (page: JobPage): Json => ({
  job: jobJson(page.job),
  attempt: page.facts.attempt,
  cost_micro_usd: page.facts.costMicroUsd,
  lease:
    page.facts.lease === null
      ? null
      : { worker: page.facts.lease.worker, expires_at: page.facts.lease.expiresAt },
  trace_id: page.facts.traceId,
  tries: page.tries.map(formatJobId),
  pictures: picturesOf(page).map(({ what, picture, decision }) => ({
    what,
    path: picture.path,
    bytes: picture.digest,
    pixels: picture.pixels,
    sprites: picture.sprites,
    decision: decision === null ? null : { ...decision },
  })),
  promoted_as: [...page.promotedAs],
  stages: page.stages.map(stageJson),
  folder_fault: page.folderFault,
  notes: page.notes.map((note) => ({ ...note })),
  events: page.events.map(eventJson),
  next: nextCommands(page),
});
