import { freeIdFor, type RunRecipeDeps } from '../../../app/run-recipe.ts';
import type { PlannedRecovery } from '../../../app/recover-run.ts';
import type { Json } from '../../../domain/canonical-json.ts';
import { recipePath } from '../../../domain/recipe/lock.ts';
import type { DraftChange, DraftField } from '../../../domain/run/draft-difference.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { CommandContext } from '../context.ts';
import { widthOf } from '../listing.ts';
import { changeLines } from '../recipe-words.ts';
import { hangingLines } from '../terminal/hanging-lines.ts';
import { truncate } from '../terminal/width.ts';

/** What each field is to a person. */
export const fieldWords: { readonly [field in DraftField]: string } = {
  recipe: 'recipe',
  levers: 'levers',
  children: 'children',
  backends: 'backends',
  limits: 'limit',
  ui: 'editor',
};

/** So much of a value is shown to a person; `--json` has all of it. */
const longestValue = 300;
/** So many lines of a text's difference are shown, and so much of each. */
const mostTextLines = 40;
const longestLine = 200;

/** The difference between the draft and a run as lines: draft on the left, run on the right. */
export function differenceLines({ output }: CommandContext, plan: PlannedRecovery): string[] {
  const { record, kept, changes, textBefore, before } = plan;
  const style = output.style('stdout');
  const run = record.run_id;
  const base =
    kept !== null ? 'your draft' : before.recipe === null ? 'nothing chosen' : 'its recipe as it is now';
  if (changes.length === 0) return [`${run}: no difference from ${base}`];
  const labels = changes.map(labelOf);
  const width = Math.max(...labels.map((label) => label.length));
  const lines = changes.flatMap(({ from, to }, i) =>
    hangingLines(
      `  ${(labels[i] ?? '').padEnd(width)}  `,
      `${valueWords(from)} -> ${valueWords(to)}`,
      widthOf(output),
    ),
  );
  const isText = changes.some(({ field, name }) => field === 'recipe' && name === 'text');
  const text =
    isText && textBefore !== null
      ? changeLines(
          {
            path: recipePath(record.recipe.recipe_id),
            change: 'text',
            before: textBefore,
            after: record.recipe.text,
          },
          style,
        )
      : [];
  const shown = text.slice(0, mostTextLines).map((line) => truncate(line, longestLine));
  return [
    style.bold(`${base} -> ${run}`),
    ...lines,
    ...(shown.length === 0 ? [] : ['', ...shown]),
    ...(text.length > shown.length
      ? [`and ${text.length - shown.length} more lines; --json has all of them`]
      : []),
  ];
}

const labelOf = ({ field, name }: DraftChange): string => {
  const label = printable(name === '' ? fieldWords[field] : `${fieldWords[field]} ${name}`);
  return label.length <= 60 ? label : `${label.slice(0, 59)}…`;
};

const valueWords = (value: string | null): string => {
  if (value === null) return 'none';
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
};

export const changesJson = (changes: readonly DraftChange[]): Json =>
  changes.map(({ field, name, from, to }) => ({ field, name: name === '' ? null : name, from, to }));

/** What is said where the run's recipe, or a file of it, is not what the project has. */
export async function tellForeignText(
  { output }: CommandContext,
  deps: RunRecipeDeps,
  { record, recipe }: PlannedRecovery,
): Promise<void> {
  const { recipe_id: id } = record.recipe;
  const edited = recipe.files.filter(({ present }) => present !== 'same').map(({ path }) => printable(path));
  if (recipe.present === 'same' && edited.length === 0) return;
  const what = {
    same: null,
    edited: `${id} is edited since this run`,
    missing: `${id} is not in this project any more`,
  };
  const told = what[recipe.present] ?? `${edited.join(', ')} is not as in this run`;
  output.note(`${told}: content/recipes is left as it is.`);
  const free = await freeIdFor(deps, record);
  output.note(
    `the run’s own text as a draft recipe: art run recover ${record.run_id} --recipe-as ${free ?? '<id>'}`,
  );
}
