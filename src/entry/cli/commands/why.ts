import { why } from '../../../app/why.ts';
import { parseJobReference } from '../../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, type CommandContext } from '../context.ts';
import { textOption, usage, wholeNumber } from '../options.ts';
import { chooseRun } from '../resolve.ts';
import { cellLines, runLines, whyJson, whyPlain } from '../why-view.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const { output } = context;
  const typedCell = wholeNumber('--cell', options['cell'], 1, 10_000);
  if (!typedCell.ok) return output.failure(typedCell.failure);
  const [typed = '', stage = null] = operands;
  return finish(context, await show(context, typed, stage, typedCell.value, textOption(options['against'])));
};

async function show(
  context: CommandContext,
  typed: string,
  stage: string | null,
  typedCell: number | null,
  typedAgainst: string | null,
): Promise<Result<void>> {
  const { output } = context;
  const opened = context.project();
  if (!opened.ok) return opened;
  const { project } = opened.value;
  // A job is a cell of its run: `42/3` says both.
  const job = parseJobReference(typed);
  if (job !== null && typedCell !== null && typedCell !== job.cell)
    return fail(usage(`${typed} names cell ${job.cell}, and --cell another.`));
  const cell = job?.cell ?? typedCell;
  const runs = await project.runs.list();
  if (!runs.ok) return runs;
  const chosen = chooseRun(job === null ? typed : (typed.split('/')[0] ?? ''), runs.value);
  if (!chosen.ok) return chosen;
  const against = typedAgainst === null ? null : chooseRun(typedAgainst, runs.value);
  if (against !== null && !against.ok) return against;
  const told = await why(project, { run: chosen.value, stage, cell, against: against?.value ?? null });
  if (!told.ok) return told;
  const only = cell ?? (told.value.record.cells.length === 1 ? 1 : null);
  const lines = only === null ? runLines(output, told.value) : cellLines(output, told.value, only);
  output.result(whyJson(told.value), output.flags.plain ? whyPlain(told.value) : lines);
  const { stages } = told.value;
  if (stages.some(({ waitsFor }) => waitsFor?.kind === 'concept-gate'))
    output.note(`next: art review-concepts ${chosen.value}`);
  else if (only === null)
    output.note(`one cell in full: art why ${chosen.value} --cell ${stages[0]?.cell ?? 1}`);
  return ok(undefined);
}
