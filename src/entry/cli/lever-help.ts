import { flagOfLever } from '../../domain/recipe/lever-flag.ts';
import { isRecipeId } from '../../domain/ids.ts';
import { printable } from '../../domain/source/printable.ts';
import { loadRecipe } from '../../app/load-recipe.ts';
import { makeContext } from './context.ts';

/** The levers of the recipe that `generate --help` names, as flags with their values. */
export async function leverHelp(argv: readonly string[]): Promise<string> {
  const at = argv.findLastIndex((word) => word === '--project' || word.startsWith('--project='));
  const project = at === -1 ? undefined : argv[at]?.split('=').slice(1).join('=') || argv[at + 1];
  const context = makeContext('generate', project === undefined ? {} : { project });
  const recipeId = argv.find(isRecipeId);
  const opened = context.project();
  if (recipeId === undefined || !opened.ok) {
    return '\nEach lever of the recipe is a flag: name the recipe before --help to see them.';
  }
  const loaded = await loadRecipe(opened.value.project, recipeId);
  if (!loaded.ok)
    return `\n${recipeId} cannot be read: run \`art generate ${recipeId} --dry-run\` to see why.`;
  const rows = Object.entries(loaded.value.recipe.levers).map(
    ([lever, values]) => `  ${printable(flagOfLever(lever)).padEnd(20)} ${values.map(printable).join(' | ')}`,
  );
  const [first] = Object.keys(loaded.value.recipe.levers);
  if (first === undefined) return `\n${recipeId} has no levers.`;
  const star = `Several values: a comma between them. All of them: ${printable(flagOfLever(first))} '*'.`;
  return ['', `Levers of ${recipeId}:`, ...rows, star].join('\n');
}
