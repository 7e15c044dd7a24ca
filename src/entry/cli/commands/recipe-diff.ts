import { compareRecipe, compareWithRecipe, compareWithRun } from '../../../app/compare-recipe.ts';
import { isRecipeId } from '../../../domain/ids.ts';
import type { RunCommand } from '../command-spec.ts';
import { changeJson, changeLines } from '../recipe-words.ts';
import { chooseRun } from '../resolve.ts';

const sources = { lock: 'what was locked', run: 'the run', recipe: 'the recipe' } as const;

export const run: RunCommand = async (context, { operands }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { project } = opened.value;
  const { output } = context;
  const [recipe = '', other] = operands;
  let compared;
  if (other === undefined) compared = await compareRecipe(project, recipe);
  else if (isRecipeId(other)) compared = await compareWithRecipe(project, recipe, other);
  else {
    const runs = await project.runs.list();
    if (!runs.ok) return output.failure(runs.failure);
    const chosen = chooseRun(other, runs.value);
    if (!chosen.ok) return output.failure(chosen.failure);
    compared = await compareWithRun(project, recipe, chosen.value);
  }
  if (!compared.ok) return output.failure(compared.failure);
  const { against, changes } = compared.value;
  const style = output.style('stdout');
  const name = against === null ? '' : against.by === 'lock' ? '' : ` ${against.name}`;
  output.result(
    {
      recipe_id: recipe,
      against: against === null ? null : { ...against },
      changes: changes.map(changeJson),
    },
    changes.flatMap((change) => changeLines(change, style)),
  );
  if (against === null)
    output.note('Nothing to compare with: no run was made of another text, and this is the first version.');
  else if (changes.length === 0) output.note(`${recipe} is the same as ${sources[against.by]}${name}.`);
  else output.note(`- ${sources[against.by]}${name}   + ${recipe} as it is now`);
  return 0;
};
