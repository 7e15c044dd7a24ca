import type { Json } from '../../../domain/canonical-json.ts';
import type { RunId } from '../../../domain/ids.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { gateOf } from '../../../domain/job/transition.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { RunRecord } from '../../../domain/run/run-record.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { ImportedRun } from '../../../ports/run-imports.ts';
import type { RunSummary, JobSummary } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { importedJson, importedText } from '../imported-words.ts';
import { jobJson, jobLines } from '../job-rows.ts';
import { listingLines, widthOf } from '../listing.ts';
import { textOption, wholeNumber } from '../options.ts';
import { chooseJob, chooseRun } from '../resolve.ts';
import { outcomesText, readStages, stageJson, stageListing, type CommittedStage } from '../stage-rows.ts';
import { statesText } from '../states-text.ts';
import { wrap } from '../terminal/width.ts';
import { localTime } from '../words.ts';

/** A sweep of forty variants in one look; each job brings its stages, which are read from files. */
const usualLimit = 40;

export const run: RunCommand = async (context, { operands, options }) => {
  const limit = wholeNumber('--limit', options['limit'], 1, 10_000);
  if (!limit.ok) return context.output.failure(limit.failure);
  return finish(
    context,
    await withDatabase(context, async (online) => {
      const folders = await online.project.runs.list();
      if (!folders.ok) return folders;
      const chosen = chooseRun(operands[0] ?? '', folders.value);
      if (!chosen.ok) return chosen;
      const typed = textOption(options['after']);
      const after = typed === null ? null : await chooseJob(typed, online.queue);
      if (after !== null && !after.ok) return after;
      const runId = chosen.value;
      const most = limit.value ?? usualLimit;
      const filter = { run: { runId }, ...(after === null ? {} : { after: after.value.id }) };
      const [read, imported, found, tally] = await Promise.all([
        online.project.runs.read(runId),
        online.project.imports.read(runId),
        online.queue.jobs({ ...filter, limit: most + 1 }),
        tallyOf(online, runId),
      ]);
      if (!read.ok) return read;
      if (!imported.ok) return imported;
      if (!found.ok) return found;
      if (!tally.ok) return tally;
      const jobs = found.value.slice(0, most);
      const { record } = read.value;
      // A run that came from elsewhere has no jobs here, and stages all the same.
      const cells = imported.value === null ? jobs.map(({ id }) => id.cell) : record.cells.map(({ n }) => n);
      const stages = await readStages(online.project.runs, record, new Set(cells.slice(0, most)));
      if (!stages.ok) return stages;
      // A seal that cannot be read closes the run all the same; `art verify` says what is wrong with it.
      const seal = await online.project.runs.readSeal(runId);
      const isSealed = !seal.ok || seal.value !== null;
      const isMore = found.value.length > most;
      show(context, {
        record,
        jobs,
        stages: stages.value,
        tally: tally.value,
        isSealed,
        isMore,
        imported: imported.value,
      });
      return ok(undefined);
    }),
  );
};

/** Its jobs by state; of a folder without jobs, why it has none. */
function standing({ record, tally, imported }: Page): string {
  if (imported !== null) return importedText(imported);
  if (tally === null)
    return `incomplete: this folder has no jobs in the database (art run resume ${record.run_id})`;
  return `${count(record.cells.length, 'job')}: ${statesText(tally)}`;
}

/** The states of the whole run, whatever the page shows; `null` for a folder that has no rows. */
async function tallyOf(
  { listings }: OnlineProject,
  runId: RunId,
): Promise<Result<RunSummary['states'] | null>> {
  const found = await listings.runs({ runId, limit: 1 });
  return found.ok ? ok(found.value[0]?.states ?? null) : found;
}

interface Page {
  readonly record: RunRecord;
  readonly jobs: readonly JobSummary[];
  readonly stages: readonly CommittedStage[];
  readonly tally: RunSummary['states'] | null;
  readonly isSealed: boolean;
  readonly isMore: boolean;
  /** `null` for a run that was made here. */
  readonly imported: ImportedRun | null;
}

function show({ output }: CommandContext, page: Page): void {
  const { record, jobs, stages, tally, isSealed, isMore, imported } = page;
  const runId = record.run_id;
  const last = jobs.at(-1);
  const states = Object.keys(tally ?? {});
  const told = [printable(record.recipe.recipe_id), ...(states.length === 1 ? states : [])];
  const outcomes = isMore ? null : outcomesText(stages);
  const next = isMore && last !== undefined ? formatJobId(last.id) : null;
  output.result(
    {
      run: record as unknown as Json,
      sealed: isSealed,
      imported: imported === null ? null : importedJson(runId, imported),
      states: (tally ?? {}) as { [state: string]: number },
      jobs: jobs.map(jobJson),
      stages: stages.map(stageJson),
      next,
    },
    [
      `${runId}  ${printable(record.recipe.recipe_id)}${record.recipe.is_draft ? ' (draft)' : ''}`,
      `made ${localTime(record.created_at)} by ${record.origin}${record.parent === null ? '' : ` from ${record.parent}`}, Artkiln ${printable(record.tool.version)}`,
      `recipe digest ${record.recipe.digest.slice(0, 12)}`,
      ...(isSealed ? ['sealed: nothing in it changes any more'] : []),
      standing(page),
      ...(outcomes === null ? [] : [`stages: ${outcomes}`]),
    ]
      .flatMap((line) => wrap(line, widthOf(output)))
      .concat(
        jobs.length === 0 ? [] : ['', ...jobLines(output, jobs, new Date(), told)],
        '',
        stages.length === 0
          ? ['no stage is committed yet']
          : listingLines(output, stageListing(stages, output.flags.plain)),
      ),
  );
  if (next !== null) {
    output.note(`${count(jobs.length, 'job')} of ${record.cells.length} shown`);
    output.note(`next page: art run show ${runId} --after ${next}`);
    return;
  }
  if (stages.length > 0) output.note(`why each stage was executed or reused: art why ${runId}`);
  const gate = jobs.map((job) => gateOf(job.state)).find((one) => one !== null);
  if (gate !== undefined)
    output.note(`next: art ${gate === 'concept' ? 'review-concepts' : 'review'} ${runId}`);
}
