import { changeOf } from '../../app/compare-recipe.ts';
import type { Restoration } from '../../app/restore-recipe.ts';
import { printable } from '../../domain/source/printable.ts';
import type { CommandContext } from './context.ts';
import { changeLines } from './recipe-words.ts';

/** Shows what goes, as a person sees a diff: from what lies there to what comes back. */
export function tellDiscarded({ output }: CommandContext, { files, endangered }: Restoration): void {
  const style = output.style('stderr');
  for (const file of files) {
    if (file.present === null) output.note(`${style.bold(printable(file.path))} is gone, and comes back`);
    else
      for (const line of changeLines(changeOf(file.path, file.present, file.locked), style))
        output.note(line);
  }
  for (const { recipeId, path } of endangered)
    output.note(
      `${style.yellow('careful')}: ${recipeId} is locked with ${printable(path)} as it is now, and will have drifted`,
    );
}

/** How an edit comes back: what was replaced lies in a folder of its own, laid out as in the project. */
export const tellKept = ({ output }: CommandContext, folder: string): void =>
  output.note(`to undo: cp -r ${folder}/. . in the project’s folder`);
