import { compareRuns, isSameRun } from '../../../app/compare-runs.ts';
import type { RunCommand } from '../command-spec.ts';
import { chooseRun } from '../resolve.ts';
import { runDiffJson, runDiffLines, runDiffPlain } from '../run-diff-view.ts';

export const run: RunCommand = async (context, { operands }) => {
  const { output } = context;
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  const { runs } = opened.value.project;
  const listed = await runs.list();
  if (!listed.ok) return output.failure(listed.failure);
  const first = chooseRun(operands[0] ?? '', listed.value);
  if (!first.ok) return output.failure(first.failure);
  const second = chooseRun(operands[1] ?? '', listed.value);
  if (!second.ok) return output.failure(second.failure);
  const compared = await compareRuns(runs, first.value, second.value);
  if (!compared.ok) return output.failure(compared.failure);
  const lines = output.flags.plain ? runDiffPlain(compared.value) : runDiffLines(output, compared.value);
  output.result(runDiffJson(compared.value), lines);
  if (isSameRun(compared.value))
    output.note(`${first.value} and ${second.value} are the same in all that made them.`);
  else {
    output.note(`- ${first.value}   + ${second.value}`);
    output.note(`why a stage was executed: art why ${second.value}`);
  }
  return 0;
};
