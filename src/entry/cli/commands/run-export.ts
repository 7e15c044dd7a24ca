import { resolve } from 'node:path';
import { ok, type Result } from '../../../domain/result.ts';
import { archiveName, exportRun } from '../../../app/export-run.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { textOption } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { byteText } from '../words.ts';

export const run: RunCommand = async (context, { operands, options }) =>
  finish(context, await act(context, operands[0] ?? '', textOption(options['output'])));

async function act(context: CommandContext, typed: string, output: string | null): Promise<Result<void>> {
  const opened = context.project();
  if (!opened.ok) return opened;
  const { project } = opened.value;
  const folders = await project.runs.list();
  if (!folders.ok) return folders;
  const chosen = chooseRun(typed, folders.value);
  if (!chosen.ok) return chosen;
  const { composeMoving } = await import('../../../compose-moving.ts');
  const path = output ?? archiveName(chosen.value);
  const exported = await exportRun(composeMoving(project), chosen.value, resolve(path));
  if (!exported.ok) return exported;
  const { run: runId, isSealed, files, size, digest, isNew, fromStore } = exported.value;
  context.output.result(
    {
      run: runId,
      file: path,
      sealed: isSealed,
      files,
      bytes: size,
      digest,
      new: isNew,
      from_store: fromStore,
    },
    [
      `${printable(path)}: ${runId}, ${isSealed ? 'sealed' : 'still open'}, ${count(files, 'file')}, ${byteText(size)}`,
      `sha256 ${digest}`,
    ],
  );
  if (!isNew) context.output.note('It was there already, byte for byte; nothing was written.');
  if (fromStore > 0)
    context.output.note(
      `${count(fromStore, 'picture')} missing or changed in the run folder came out of the store.`,
    );
  if (!isSealed)
    context.output.note(
      `The run is still open, so it may give another archive later: art run close ${runId}`,
    );
  context.output.note(`next, on the other machine: art run import ${printable(path)}`);
  return ok(undefined);
}
