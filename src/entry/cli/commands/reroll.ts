import { rejectedCells } from '../../../app/reroll.ts';
import { recipeOfRun, requireSameMeaning } from '../../../app/run-recipe.ts';
import { indexDecisions } from '../../../app/index-decisions.ts';
import type { Result } from '../../../domain/result.ts';
import type { RunCommand } from '../command-spec.ts';
import { withDatabase } from '../context.ts';
import { readSaid, type Prepared } from '../making/prepare.ts';
import { prepareReroll } from '../making/prepare-from.ts';
import { usage } from '../options.ts';
import { makeOrShow } from '../recovering/continue.ts';
import { chooseRun } from '../resolve.ts';

export const run: RunCommand = async (context, { operands, options }) => {
  const { output } = context;
  const opened = context.project();
  if (!opened.ok) return output.failure(opened.failure);
  if (options['rejected'] !== true)
    return output.failure(usage('Which cells of the run?', 'Pass --rejected: those that were rejected.'));
  const said = readSaid(options);
  if (!said.ok) return output.failure(said.failure);
  const { project } = opened.value;
  const listed = await project.runs.list();
  const chosen = listed.ok ? chooseRun(operands[0] ?? '', listed.value) : listed;
  if (!chosen.ok) return output.failure(chosen.failure);
  const read = await project.runs.read(chosen.value);
  if (!read.ok) return output.failure(read.failure);
  const { record } = read.value;
  const recipe = await recipeOfRun(project, record);
  if (!recipe.ok) return output.failure(recipe.failure);
  const same = await requireSameMeaning(project, recipe.value, record);
  if (!same.ok) return output.failure(same.failure);
  const prepared = await withDatabase(context, async (online): Promise<Result<Prepared>> => {
    // Rejections that came by version control count, too.
    const indexed = await indexDecisions({ ...project, queue: online.queue });
    if (!indexed.ok) return indexed;
    const rejected = await rejectedCells(online, record);
    return rejected.ok ? prepareReroll(project, record, recipe.value, rejected.value, said.value) : rejected;
  });
  if (!prepared.ok) return output.failure(prepared.failure);
  const made = await makeOrShow(context, project, prepared.value, options);
  return made.ok ? made.value : output.failure(made.failure);
};
