import { resolve } from 'node:path';
import type { Json } from '../../../domain/canonical-json.ts';
import { importRun, type ImportOutcome } from '../../../app/import-run.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Given, RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { byteText } from '../words.ts';

export const run: RunCommand = async (context, given) => finish(context, await act(context, given));

async function act(context: CommandContext, { operands, options }: Given): Promise<Result<void>> {
  const opened = context.project();
  if (!opened.ok) return opened;
  const { config, project } = opened.value;
  const { composeMoving } = await import('../../../compose-moving.ts');
  const typed = operands[0] ?? '';
  const isDryRun = options['dryRun'] === true;
  const imported = await importRun(composeMoving(project), {
    archive: resolve(typed),
    trusts: options['trust'] === true,
    isDryRun,
    actor: config.actor,
  });
  if (!imported.ok) return imported;
  const outcome = imported.value;
  context.output.result(json(outcome, isDryRun), [
    said(outcome, isDryRun),
    ...(outcome.trusted > 0
      ? [`${count(outcome.trusted, 'result')} of it ${isDryRun ? 'would' : 'may'} be reused from now on.`]
      : []),
    ...(isDryRun ? ['Nothing was written: this was a dry run.'] : []),
  ]);
  if (isDryRun) return ok(undefined);
  if (outcome.isImported && outcome.trusted === 0)
    context.output.note(
      `Its results are not reused here, and its decisions do not count. To reuse them: art run import ${printable(typed)} --trust`,
    );
  if (!outcome.isImported && outcome.written > 0)
    context.output.note('Its jobs come back with: art db rebuild');
  if (outcome.standing === 'new')
    context.output.note(`to undo: delete runs/${outcome.run} and imports/${outcome.run}`);
  context.output.note(`next: art run show ${outcome.run}`);
  return ok(undefined);
}

function said(
  { run: runId, isSealed, standing, files, size, written }: ImportOutcome,
  isDryRun: boolean,
): string {
  switch (standing) {
    case 'new':
      return `${runId} ${isDryRun ? 'would be imported' : 'is imported'}: ${isSealed ? 'sealed' : 'still open'}, ${count(files, 'file')}, ${byteText(size)}, all as recorded.`;
    case 'completed':
      return `${runId} was here without its pictures: ${count(written, 'file')} ${isDryRun ? 'would be ' : ''}put in place.`;
    case 'already':
      return `${runId} is here already, byte for byte.`;
  }
}

const json = (outcome: ImportOutcome, isDryRun: boolean): Json => ({
  run: outcome.run,
  project_id: outcome.projectId,
  sealed: outcome.isSealed,
  standing: outcome.standing,
  imported: outcome.isImported,
  files: outcome.files,
  bytes: outcome.size,
  written: outcome.written,
  trusted: outcome.trusted,
  dry_run: isDryRun,
});
