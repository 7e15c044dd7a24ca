import type { ListedRecipe, RecipeState } from '../../app/list-recipes.ts';
import type { FileChange } from '../../app/compare-recipe.ts';
import type { Json } from '../../domain/canonical-json.ts';
import type { Drift } from '../../domain/failures/recipe.ts';
import { count } from '../../domain/source/counted.ts';
import { lineDiff } from '../../domain/source/line-diff.ts';
import { printable } from '../../domain/source/printable.ts';
import type { Style } from './terminal/style.ts';

/** How a recipe stands, in words. */
export function stateWords({
  state,
  drift,
  faults,
  why,
}: Pick<ListedRecipe, 'state' | 'drift' | 'faults' | 'why'>): string {
  switch (state) {
    case 'draft':
    case 'locked':
      return state;
    case 'unlocked':
      return 'not locked yet';
    case 'edited':
      return `edited since lock: ${drift.map(driftWords).join(', ')}`;
    case 'invalid':
      return why ?? `invalid: ${count(faults, 'fault')}`;
  }
}

const driftWords = ({ path, change }: Drift): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return change === 'missing' ? `${name} is gone` : name;
};

/** What a person does next with a recipe in that state. */
export function nextFor(state: RecipeState, id: string): string | null {
  switch (state) {
    case 'draft':
      return `art recipe lock ${id}, when it is right`;
    case 'edited':
      return `art recipe diff ${id}, then art recipe bump ${id} --from-edit or art recipe restore ${id}`;
    case 'invalid':
      return `art generate ${id} --dry-run, which points at every fault`;
    case 'unlocked':
    case 'locked':
      return null;
  }
}

/** A change of one file as lines: what went with a minus, what came with a plus. */
export function changeLines({ path, change, before, after }: FileChange, style: Style): string[] {
  const title = style.bold(printable(path));
  if (change !== 'text' || before === null || after === null) {
    const what = { new: 'is new here', gone: 'is gone', binary: 'is no text, and is another', text: '' };
    return [`${title} ${what[change]}`];
  }
  const hunks = lineDiff(before, after);
  return [
    title,
    ...hunks.flatMap(({ newLine, lines }, i) => [
      ...(i > 0 || newLine > 1 ? [style.dim(`  line ${newLine}`)] : []),
      ...lines.map(({ side, text }) => {
        const line = printable(text.replace(/\r?\n$/, ''));
        if (side === 'old') return style.red(`- ${line}`);
        return side === 'new' ? style.green(`+ ${line}`) : `  ${line}`.trimEnd();
      }),
    ]),
  ];
}

export const driftJson = (drift: readonly Drift[]): Json => drift.map((one) => ({ ...one }));

export const changeJson = ({ path, change, before, after }: FileChange): Json => ({
  path,
  change,
  hunks:
    change !== 'text' || before === null || after === null
      ? null
      : lineDiff(before, after).map(({ oldLine, newLine, lines }) => ({
          old_line: oldLine,
          new_line: newLine,
          lines: lines.map(({ side, text }) => ({ side, text: text.replace(/\n$/, '') })),
        })),
});
