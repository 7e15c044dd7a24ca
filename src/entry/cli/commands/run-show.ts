import type { Json } from '../../../domain/canonical-json.ts';
import { ok } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase } from '../context.ts';
import { jobColumns, jobJson, jobRow } from '../job-rows.ts';
import { chooseRun } from '../resolve.ts';
import { printable } from '../../../domain/source/printable.ts';
import { localTime } from '../words.ts';

export const run: RunCommand = async (context, { operands }) =>
  finish(
    context,
    await withDatabase(context, async ({ project, queue }) => {
      const folders = await project.runs.list();
      if (!folders.ok) return folders;
      const chosen = chooseRun(operands[0] ?? '', folders.value);
      if (!chosen.ok) return chosen;
      const runId = chosen.value;
      const [read, jobs, names] = await Promise.all([
        project.runs.read(runId),
        queue.jobs({ run: { runId } }),
        project.runs.stageFolders(runId),
      ]);
      if (!read.ok) return read;
      if (!jobs.ok) return jobs;
      if (!names.ok) return names;
      const stages = [];
      for (const name of names.value) {
        const manifest = await project.runs.readStage(runId, name);
        if (!manifest.ok) return manifest;
        if (manifest.value !== null) stages.push({ folder: name, manifest: manifest.value });
      }
      const { record } = read.value;
      // A seal that cannot be read closes the run all the same; `art verify` says what is wrong with it.
      const seal = await project.runs.readSeal(runId);
      const isSealed = !seal.ok || seal.value !== null;
      const stageRows = stages.map(({ folder, manifest }) => [
        folder,
        manifest.outcome.kind,
        manifest.outcome.from ?? manifest.outcome.reasons.join(', '),
        manifest.outputs.find((output) => output.pixels !== null)?.bytes.slice(0, 12) ?? '',
        `${Date.parse(manifest.ended_at) - Date.parse(manifest.started_at)} ms`,
      ]);
      const columns = ['stage', 'outcome', 'why', 'digest'].map((title) => ({
        title,
        isCuttable: title === 'why',
      }));
      context.output.result(
        {
          run: record as unknown as Json,
          sealed: isSealed,
          jobs: jobs.value.map(jobJson),
          stages: stages.map(({ folder, manifest }) => ({ folder, ...manifest })) as unknown as Json,
        },
        [
          `${runId}  ${record.recipe.recipe_id}${record.recipe.is_draft ? ' (draft)' : ''}`,
          `made ${localTime(record.created_at)} by ${record.origin}${record.parent === null ? '' : ` from ${record.parent}`}, Artkiln ${printable(record.tool.version)}`,
          `recipe digest ${record.recipe.digest}`,
          ...(isSealed ? ['sealed: nothing in it changes any more'] : []),
          '',
          ...(jobs.value.length === 0
            ? ['incomplete: this folder has no jobs in the database']
            : context.output.table(jobColumns, [...jobs.value].map(jobRow))),
          '',
          ...(stageRows.length === 0
            ? ['no stage is committed yet']
            : context.output.table([...columns, { title: 'took', align: 'right' }], stageRows)),
        ],
      );
      return ok(undefined);
    }),
  );
